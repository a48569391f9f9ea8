package io.millrace.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.DenyList.Narrowed;
import io.millrace.core.release.DenySnapshot;
import io.millrace.core.release.ReleaseException;
import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Outcome;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.ingestion.compare.Comparison;
import io.millrace.ingestion.compare.Fingerprints;
import io.millrace.ingestion.source.CanonicalUri;
import io.millrace.ingestion.source.Listing;
import io.millrace.ingestion.source.SourceLister;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs do to the deny list, and the deny list to runs. */
final class DenialsTest extends IngestFixture {
  private DenyList list;

  @BeforeEach
  void openList() {
    list = new DenyList(warehouse.releases());
  }

  private IngestResult ingestFor(String... groups) {
    return ingest(config(List.of(groups), Map.of()));
  }

  private String uri(String name) {
    return CanonicalUri.of(source.resolve(name).toString());
  }

  private String id(String name) {
    return Ids.document(uri(name));
  }

  private Set<String> unseen(long revision, String... groups) throws IOException {
    return list.snapshot().unseen(Set.of(groups), revision);
  }

  private Narrowed narrowed(String name, long revision, String... groups) {
    return new Narrowed(id(name), List.of(groups), revision);
  }

  @Test
  void whoLosesADocumentDoesNotSeeItInOlderRevisionsEither() throws IOException {
    file("合同.txt", "alpha");
    file("b.txt", "beta");
    ingestFor("audit", "board", "public");
    assertThat(list.snapshot().narrowed()).isEmpty();

    assertThat(ingestFor("board", "public").revision()).isEqualTo(2);
    assertThat(unseen(1, "audit")).containsExactlyInAnyOrder(id("合同.txt"), id("b.txt"));
    assertThat(unseen(1, "board", "audit")).isEmpty();
    assertThat(unseen(2, "audit")).as("the generation itself says so").isEmpty();

    file("c.txt", "gamma");
    ingestFor("audit", "board", "public");
    assertThat(unseen(1, "audit")).as("widened again").isEmpty();
    assertThat(list.snapshot().narrowed())
        .contains(narrowed("b.txt", 3, "audit", "board", "public"));

    ingestFor("chair");
    assertThat(unseen(3, "public")).hasSize(3);
    assertThat(unseen(3, "chair")).isEmpty();
    ingestFor("chair", "public");
    assertThat(unseen(3, "public")).isEmpty();
  }

  @Test
  void groupsThatOnlyGrowEnterNothing() throws IOException {
    file("a.txt", "alpha");
    ingestFor("board");
    ingestFor("audit", "board");
    file("a.txt", "other");
    ingestFor("audit", "board");
    Files.delete(source.resolve("a.txt"));
    ingestFor("audit", "board");
    assertThat(list.snapshot().narrowed()).as("nor does what is gone").isEmpty();
  }

  @Test
  void whatComesBackIsOnlyForWhoMaySeeItThen() throws IOException {
    file("a.txt", "alpha");
    file("b.txt", "beta");
    ingestFor("public");
    Files.delete(source.resolve("a.txt"));
    ingestFor("public");
    assertThat(unseen(1, "public")).as("rollback shows again what is gone").isEmpty();
    file("a.txt", "alpha");
    assertThat(ingestFor("board").revision()).isEqualTo(3);
    assertThat(unseen(1, "public")).containsExactlyInAnyOrder(id("a.txt"), id("b.txt"));
  }

  /** Narrows as a run with these groups does, and is killed before its commit. */
  private void killedBeforeTheCommit(String... groups) {
    long last = new Revisions(warehouse).last();
    try (Lease lease =
            warehouse.leases().acquire(Revisions.LEASE, "killed", LeaseWait.FAIL, message -> {});
        Comparison comparison =
            Comparison.of(
                spark(),
                listing().files(),
                new DocumentStates(warehouse, spark()).state(last),
                "s",
                new Fingerprints("1", List.of(groups), Map.of()),
                List.of())) {
      Denials.of(warehouse, IngestProgress.SILENT).narrow(comparison.narrowed(last + 1), lease);
    }
  }

  @Test
  void withoutTheEntryThereIsNoRevision() throws IOException {
    file("a.txt", "alpha");
    ingestFor("audit", "board");
    ingestFor("board"); // so that there is a list
    String before = Files.readString(warehouse.releases().resolve("deny.json"));
    // where the next list would be written stands something that cannot be removed
    Path place = warehouse.releases().resolve(".deny.json.new");
    Files.createDirectories(place.resolve("in-the-way"));

    assertThatThrownBy(() -> ingestFor("public")).hasMessageContaining("deny list");
    assertThat(new Revisions(warehouse).last()).isEqualTo(2);
    assertThat(Files.readString(warehouse.releases().resolve("deny.json"))).isEqualTo(before);

    Files.delete(place.resolve("in-the-way"));
    Files.delete(place);
    assertThat(ingestFor("public").revision()).isEqualTo(3);
  }

  private Listing listing() {
    return SourceLister.list(List.of(source.toString()));
  }

  @Test
  void aRunKilledBeforeItsCommitLeavesAStricterViewUntilTheNext() throws IOException {
    file("a.txt", "alpha");
    ingestFor("audit", "board");
    ingest(config(List.of("audit", "board"), Map.of()));
    killedBeforeTheCommit("board", "public");
    assertThat(list.snapshot().narrowed())
        .as("left to who may see it before and after")
        .containsExactly(narrowed("a.txt", 2, "board"));
    assertThat(unseen(1, "audit")).as("in the live release at once").contains(id("a.txt"));

    assertThat(ingestFor("board", "public").revision()).isEqualTo(2);
    assertThat(list.snapshot().narrowed()).containsExactly(narrowed("a.txt", 2, "board", "public"));
    assertThat(unseen(1, "audit")).contains(id("a.txt"));
  }

  @Test
  void aRunWithoutWorkSettlesWhatAKilledOneLeftAndNeedsNoSparkForIt() throws IOException {
    file("a.txt", "alpha");
    ingest();
    killedBeforeTheCommit("board");
    assertThat(unseen(1, "public")).contains(id("a.txt"));

    assertThat(withoutSpark().unchanged()).isEqualTo(1);
    assertThat(unseen(1, "public")).isEmpty();
    DenySnapshot settled = list.snapshot();
    withoutSpark();
    assertThat(list.snapshot()).as("nothing is written again").isSameAs(settled);
  }

  @Test
  void whatIsForgottenLeavesTheBaseAndStaysOut() throws IOException {
    for (int i = 0; i < 13; i++) {
      file("文档" + i + ".txt", "text " + i);
    }
    ingest();
    List<String> forgotten = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      forgotten.add(uri("文档" + i + ".txt"));
    }
    list.forget(forgotten, "withdrawn");
    assertThatThrownBy(this::withoutSpark).hasMessage("Spark is asked for");

    IngestResult run = ingest();
    assertThat(run.skipped()).isEqualTo(12);
    assertThat(run.deleted()).as("nobody guards what a person has named").isEqualTo(12);
    assertThat(run.discovered()).isEqualTo(1);
    assertThat(run.live()).isEqualTo(1);
    assertThat(state().values()).extracting(row -> row.outcome()).contains(Outcome.TOMBSTONE);
    file("文档0.txt", "a new text");
    assertThat(withoutSpark().unchanged()).isEqualTo(1);

    list.allow(List.of(forgotten.get(0)));
    assertThat(ingest().added()).isEqualTo(1);
    assertThat(withoutSpark().skipped()).isEqualTo(11);
  }

  @Test
  void vanishedFilesAreGuardedBesideForgottenOnes() throws IOException {
    for (int i = 0; i < 24; i++) {
      file("d" + i + ".txt", "text " + i);
    }
    ingest();
    list.forget(List.of(uri("d0.txt")), "");
    for (int i = 1; i < 12; i++) {
      Files.delete(source.resolve("d" + i + ".txt"));
    }
    assertThatThrownBy(this::ingest).hasMessageContaining("11 of its 23 documents");
  }

  @Test
  void aDamagedListStopsTheRun() throws IOException {
    file("a.txt", "alpha");
    ingest();
    Files.writeString(warehouse.releases().resolve("deny.json"), "{");
    assertThatThrownBy(this::ingest).isInstanceOf(ReleaseException.class);
    assertThat(new Revisions(warehouse).last()).isEqualTo(1);
  }
}
