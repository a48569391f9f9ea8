package io.millrace.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Run;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;

/** Whole runs over folders of small files, on a real session and real tables. */
final class IngestJobTest extends IngestFixture {
  private long rows() {
    return warehouse.read(spark(), Tables.DOCUMENTS).count();
  }

  @Test
  void onlyWhatChangedIsWritten() throws IOException {
    file("a.txt", "alpha\nshared");
    file("b.txt", "beta");
    file("中文.txt", "数据");
    file("same/copy.txt", "beta");
    file("broken.txt", "BROKEN");
    file(".hidden", "x");
    file("~$lock.docx", "x");
    IngestResult first = ingest();
    assertThat(first.revision()).isEqualTo(1);
    assertThat(first.discovered()).isEqualTo(5);
    assertThat(first.skipped()).isEqualTo(2);
    assertThat(first.added()).isEqualTo(5);
    assertThat(first.live()).isEqualTo(4);
    assertThat(first.rejected()).isEqualTo(1);
    assertThat(first.duplicates()).isEqualTo(1);
    assertThat(first.chunks()).isEqualTo(5);
    assertThat(document("broken.txt").rejectMessage()).isEqualTo("the file is damaged");
    assertThat(document("a.txt").metadata())
        .containsEntry("author", "Ann")
        .containsEntry("path", source.toRealPath() + "/a.txt");

    int processed = Paragraphs.PROCESSED.get();
    IngestResult second = ingest();
    assertThat(second.revision()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(5);
    assertThat(second.chunks()).isZero();
    assertThat(second.live()).isEqualTo(4);
    assertThat(rows()).isEqualTo(5);
    assertThat(Paragraphs.PROCESSED.get()).as("nothing is parsed again").isEqualTo(processed);

    file("a.txt", "alpha\nother");
    Files.delete(source.resolve("中文.txt"));
    file("new.txt", "new");
    Files.move(source.resolve("b.txt"), source.resolve("moved.txt"));
    IngestResult third = ingest();
    assertThat(third.revision()).isEqualTo(2);
    assertThat(third.discovered()).isEqualTo(5);
    assertThat(third.added()).isEqualTo(2);
    assertThat(third.changed()).isEqualTo(1);
    assertThat(third.unchanged()).isEqualTo(2);
    assertThat(third.deleted()).isEqualTo(2);
    assertThat(third.live() + third.rejected()).isEqualTo(third.discovered());
    assertThat(Paragraphs.PROCESSED.get()).as("a move is not parsed").isEqualTo(processed + 2);
    assertThat(document("b.txt").outcome()).isEqualTo(Outcome.TOMBSTONE);
    assertThat(document("moved.txt").text()).isEqualTo("beta");
    assertThat(document("moved.txt").chunks().get(0).chunkId())
        .isNotEqualTo(document("copy.txt").chunks().get(0).chunkId());
    assertThat(rows()).isEqualTo(10);
    assertThat(new RunLedger(warehouse).recent(9))
        .extracting(Run::status)
        .containsExactly(Run.Status.SUCCEEDED, Run.Status.SUCCEEDED, Run.Status.SUCCEEDED);
    assertThat(
            new DocumentStates(warehouse, spark())
                .changes(1, 2).select("uri").collectAsList().stream()
                    .map(row -> row.<String>getAs(0))
                    .map(uri -> uri.substring(uri.lastIndexOf('/') + 1)))
        .containsExactlyInAnyOrder(
            "a.txt", "%E4%B8%AD%E6%96%87.txt", "new.txt", "moved.txt", "b.txt");
    assertThat(orphans()).isEmpty();
  }

  @Test
  void sparkIsOnlyAskedWhereSomethingMayHaveChanged() throws IOException {
    file("a.txt", "alpha");
    file("中文.txt", "数据");
    file("copy.txt", "alpha");
    file("broken.txt", "BROKEN");
    IngestResult first = ingest();
    IngestResult again = withoutSpark();
    assertThat(again.revision()).isEqualTo(1);
    assertThat(again.unchanged()).isEqualTo(4);
    assertThat(List.of(again.live(), again.duplicates(), again.rejected()))
        .isEqualTo(List.of(first.live(), first.duplicates(), first.rejected()))
        .isEqualTo(List.of(3L, 1L, 1L));

    file("a.txt", "alphb"); // as long as before
    assertThatThrownBy(this::withoutSpark).hasMessage("Spark is asked for");
    assertThat(ingest().changed()).isEqualTo(1);
    assertThat(withoutSpark().unchanged()).isEqualTo(4);

    Files.move(source.resolve("a.txt"), source.resolve("b.txt"));
    assertThatThrownBy(this::withoutSpark).hasMessage("Spark is asked for");
    assertThat(ingest().deleted()).isEqualTo(1);
    assertThat(withoutSpark().duplicates()).isZero();

    Path other = Files.createDirectories(source.resolveSibling("other"));
    Files.writeString(other.resolve("c.txt"), "gamma");
    ingest(source("other", other));
    assertThatThrownBy(this::withoutSpark)
        .as("copies elsewhere may have come or gone")
        .hasMessage("Spark is asked for");
    assertThat(ingest().unchanged()).isEqualTo(4);
    assertThat(withoutSpark().revision()).isEqualTo(4);
  }

  @Test
  void otherGroupsAndMetadataAreCarriedOverWithoutParsing() throws IOException {
    file("a.txt", "alpha");
    ingest();
    int processed = Paragraphs.PROCESSED.get();
    IngestResult changed = ingest(config(List.of("b", "a", "b"), Map.of("author", "Bob")));
    assertThat(changed.changed()).isEqualTo(1);
    assertThat(changed.revision()).isEqualTo(2);
    Document row = document("a.txt");
    assertThat(row.groups()).containsExactly("a", "b");
    assertThat(row.metadata()).containsEntry("author", "Bob");
    assertThat(row.text()).isEqualTo("alpha");
    assertThat(row.revision()).isEqualTo(2);
    assertThat(ingest(config(List.of("a", "b"), Map.of("author", "Bob"))).revision()).isEqualTo(2);

    ingest(config(PUBLIC, Map.of("k", "v")));
    assertThat(document("a.txt").metadata()).containsEntry("author", "Ann").containsEntry("k", "v");
    ingest();
    assertThat(document("a.txt").metadata()).containsOnlyKeys("author", "path");
    assertThat(Paragraphs.PROCESSED.get()).isEqualTo(processed);
  }

  @Test
  void anEmptiedFolderIsGuarded() throws IOException {
    for (int i = 0; i < 12; i++) {
      file("d" + i + ".txt", "text " + i);
    }
    ingest();
    for (int i = 0; i < 12; i++) {
      Files.move(source.resolve("d" + i + ".txt"), source.resolve("m" + i + ".txt"));
    }
    assertThat(ingest().deleted()).as("what has moved does not count").isEqualTo(12);
    for (int i = 0; i < 12; i++) {
      Files.delete(source.resolve("m" + i + ".txt"));
    }
    assertThatThrownBy(this::ingest)
        .isInstanceOf(IngestException.class)
        .hasMessageContaining("12 of its 12 documents");
    assertThat(new Revisions(warehouse).last()).isEqualTo(2);
    IngestConfig guarded = config(PUBLIC, Map.of());
    IngestConfig allowed =
        new IngestConfig(
            guarded.name(),
            guarded.locations(),
            PUBLIC,
            Map.of(),
            guarded.processing(),
            IngestConfig.Mode.RUN,
            IngestConfig.Deletes.ALLOWED,
            LeaseWait.FAIL);
    IngestResult emptied = ingest(allowed);
    assertThat(emptied.deleted()).isEqualTo(12);
    assertThat(emptied.live()).isZero();
    assertThat(new RunLedger(warehouse).recent(4))
        .extracting(Run::status)
        .containsExactly(
            Run.Status.SUCCEEDED, Run.Status.FAILED, Run.Status.SUCCEEDED, Run.Status.SUCCEEDED);
  }

  @Test
  void aFileBelongsToOneSource() throws IOException {
    file("a.txt", "alpha");
    ingest();
    IngestConfig other = source("other", source.resolve("a.txt"));
    assertThatThrownBy(() -> ingest(other))
        .hasMessageContaining("into the source other")
        .hasMessageContaining("of source s");
    assertThat(new Revisions(warehouse).last()).isEqualTo(1);
  }

  @Test
  void brokenMachineryFailsTheRunAndLeavesNothing() throws IOException {
    file("a.txt", "alpha");
    file("fail.txt", "FAIL");
    assertThatThrownBy(this::ingest).hasMessageContaining("the disk is full");
    assertThat(new Revisions(warehouse).last()).isZero();
    assertThat(new RunLedger(warehouse).recent(1).get(0).message()).contains("the disk is full");
    file("fail.txt", "fine");
    assertThat(ingest().live()).isEqualTo(2);
    assertThat(orphans()).isEmpty(); // also what a task wrote that outlived the failure
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    file("a.txt", "alpha");
    IngestConfig run = config(PUBLIC, Map.of());
    IngestResult result =
        ingest(
            new IngestConfig(
                "s",
                run.locations(),
                PUBLIC,
                Map.of(),
                run.processing(),
                IngestConfig.Mode.DRY_RUN,
                IngestConfig.Deletes.GUARDED,
                LeaseWait.FAIL));
    assertThat(result.added()).isEqualTo(1);
    assertThat(result.revision()).isZero();
    assertThat(new Revisions(warehouse).last()).isZero();
    assertThat(new RunLedger(warehouse).recent(1)).isEmpty();
  }

  @Test
  void aSecondWriterIsToldWhoTheFirstIs() throws IOException {
    file("a.txt", "alpha");
    try (Lease lease =
        warehouse.leases().acquire(Revisions.LEASE, "run-7", LeaseWait.FAIL, message -> {})) {
      assertThat(lease.token()).isEqualTo(1);
      assertThatThrownBy(this::ingest)
          .isInstanceOf(WarehouseException.class)
          .hasMessageContaining("run run-7 on");
    }
    assertThat(ingest().live()).isEqualTo(1);
  }

  /** Data files that the table does not show. */
  private Set<String> orphans() throws IOException {
    Table table = warehouse.table(Tables.DOCUMENTS);
    Set<String> shown = new HashSet<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> shown.add(Path.of(task.file().location()).getFileName().toString()));
    }
    Path data = temporary.resolve("warehouse/tables/millrace/documents/data");
    if (!Files.exists(data)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc") && !shown.contains(name))
          .collect(Collectors.toSet());
    }
  }
}
