package io.millrace.benchmark.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Run;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.table.Vector;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check finds what it is there to find, on real tables. */
class CheckTest {
  @TempDir Path folder;

  private static Document document(String name, long revision) {
    return new Document(
        name,
        revision,
        "run",
        "s",
        "file:///" + name,
        Outcome.LIVE,
        null,
        null,
        "hash",
        "f",
        "p",
        1,
        "text/plain",
        null,
        "en",
        Map.of("b", "2", "a", "1"),
        List.of("public"),
        "text",
        List.of(),
        List.of(),
        Instant.now(),
        null);
  }

  private static Vector vector(String text) {
    return new Vector(text, "encoder", "model", new float[] {0.6f, 0.8f});
  }

  private Path made(String name, String... documents) throws IOException {
    Path place = folder.resolve(name);
    try (Warehouse warehouse = Warehouse.open(place.toString());
        Lease lease = warehouse.leases().acquire("documents", "r", LeaseWait.FAIL, line -> {})) {
      TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
      try (RowFileWriter<Document> writer =
          RowFileWriter.open(append.serializableTable(), Tables.DOCUMENTS, append.folder())) {
        for (String document : documents) {
          writer.write(document(document, 1));
        }
        Revisions.commit(append, 1, writer.finish());
      }
    }
    unfenced(place, Tables.VECTORS, vector("one"));
    return place;
  }

  /** Commits without a lease, a fence or a run id, as a writer would that had none. */
  private static <T> List<DataFile> unfenced(Path place, TableCodec<T> codec, T row)
      throws IOException {
    try (Warehouse warehouse = Warehouse.open(place.toString())) {
      Table table = warehouse.table(codec);
      AppendFiles append = table.newAppend();
      try (RowFileWriter<T> writer = RowFileWriter.open(table, codec, table.location() + "/data")) {
        writer.write(row);
        List<DataFile> files = writer.finish();
        files.forEach(append::appendFile);
        append.commit();
        return files;
      }
    }
  }

  @Test
  void twoSequencesOfTheSameDocumentsAreTheSame() throws Exception {
    Path one = made("one", "a", "b");
    Path two = made("two", "b", "a");

    assertThat(Comparison.same(State.read(one), State.read(two))).isEmpty();
    assertThat(Leftovers.of(one)).isEmpty();
    assertThat(Leftovers.metadataFiles(one)).isZero();
    assertThat(State.read(folder.resolve("none"))).isEqualTo(State.empty());
  }

  @Test
  void aMissingDocumentIsFound() throws Exception {
    State wanted = State.read(made("one", "a", "b"));
    State found = State.read(made("two", "a"));

    assertThat(Comparison.same(wanted, found)).containsExactly("document missing: file:///b @1");
    assertThat(Comparison.sameInAnyOrder(wanted, found)).hasSize(1);
    assertThat(Comparison.whole(State.empty(), wanted, found))
        .containsExactly("documents are neither those before nor those after");
  }

  @Test
  void whatWasThereBeforeAKillMustStillBeThere() throws Exception {
    State found = State.read(made("one", "a"));
    State before = State.read(folder.resolve("one"));
    before.generations().put("g1", new TreeMap<>());
    before.releases().put("r1", "manifest");

    assertThat(Comparison.whole(before, before, found))
        .containsExactly("generation has gone: [g1]", "release has gone: [r1]");
    assertThat(Comparison.whole(found, before, found)).isEmpty();
  }

  @Test
  void aMomentIsOverOnceItsCommitOrItsRowInTheLedgerIsThere() throws Exception {
    Path place = made("one", "a");
    Sight sight = Sight.of(place);
    assertThat(sight.at(Moment.EMBED_COMMIT)).isTrue();
    assertThat(sight.at(Moment.EMBED_LEDGER)).isFalse();

    unfenced(place, Tables.VECTORS, vector("two"));
    assertThat(sight.at(Moment.EMBED_COMMIT)).isFalse();
    assertThat(sight.at(Moment.EMBED_LEDGER)).isTrue();
    assertThat(sight.at(Moment.INGEST_FILES)).isTrue();

    Instant now = Instant.now();
    unfenced(
        place,
        Tables.RUNS,
        new Run("r", "embed", Run.Status.SUCCEEDED, now, now, null, 1L, Map.of(), Map.of(), null));
    assertThat(sight.at(Moment.EMBED_LEDGER)).isFalse();

    assertThat(sight.at(Moment.INDEX_MANIFEST)).isTrue();
    Path generation = Files.createDirectories(place.resolve("index/g0000000001-0001"));
    Files.createFile(generation.resolve("generation.json"));
    assertThat(sight.at(Moment.INDEX_MANIFEST)).isFalse();
    assertThat(sight.at(Moment.INDEX_LEDGER)).isTrue();

    assertThat(sight.at(Moment.PUBLISH_POINTER)).isTrue();
    Files.writeString(place.resolve("releases/live"), "r000001\n");
    assertThat(sight.at(Moment.PUBLISH_POINTER)).isFalse();
  }

  @Test
  void aCatalogWithinATransactionIsNotFree() throws Exception {
    Path place = made("one", "a");
    Sight sight = Sight.of(place);
    assertThat(sight.catalogFree()).isTrue();
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + place.resolve("catalog.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThat(sight.catalogFree()).isFalse();
      statement.execute("ROLLBACK");
    }
    assertThat(sight.catalogFree()).isTrue();
  }

  @Test
  void withoutAFenceTheRowsOfTwoWritersAreFoundTwice() throws Exception {
    Path place = made("one", "a");
    unfenced(place, Tables.VECTORS, vector("one"));
    unfenced(place, Tables.DOCUMENTS, document("a", 1));

    assertThat(State.read(place).faults())
        .containsExactlyInAnyOrder(
            "vector stands twice: one encoder", "document stands twice: file:///a @1");
  }

  @Test
  void aCommitBeforeItsDataIsWholeIsFound() throws Exception {
    Path place = made("one", "a");
    DataFile file = unfenced(place, Tables.DOCUMENTS, document("b", 2)).get(0);
    Path path = Path.of(file.location().replaceFirst("^file:", ""));
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.deleteIfExists(path.resolveSibling("." + path.getFileName() + ".crc"));

    assertThat(State.read(place).faults())
        .singleElement()
        .asString()
        .startsWith("documents cannot be read");
  }

  @Test
  void aVectorThatTurnedIsFoundButRoundingIsNot() throws Exception {
    State wanted = State.read(made("one", "a"));
    Path two = made("two", "a");
    wanted.vectors().put("one encoder", List.of(0.600001f, 0.799999f));
    assertThat(Comparison.same(wanted, State.read(two))).isEmpty();
    wanted.vectors().put("one encoder", List.of(0.61f, 0.79f));
    assertThat(Comparison.same(wanted, State.read(two))).hasSize(1);
  }

  @Test
  void strayFilesNotesAndLeasesAreFound() throws Exception {
    Path place = made("one", "a");
    Files.createDirectories(place.resolve("tables/millrace/vectors/data/killed"));
    Files.writeString(place.resolve("tables/millrace/vectors/data/killed/x.parquet"), "half");
    Files.createDirectories(place.resolve("index/g0000000001-0001"));
    Files.writeString(place.resolve("releases/.live.new"), "r0");
    Files.writeString(place.resolve("tables/millrace/runs/metadata/snap-1.avro"), "x");
    try (Warehouse warehouse = Warehouse.open(place.toString())) {
      Lease lease = warehouse.leases().acquire("vectors:e", "killed", LeaseWait.FAIL, line -> {});
      warehouse.append(Tables.VECTORS, lease);

      assertThat(Leftovers.of(place))
          .containsExactlyInAnyOrder(
              "data file without a snapshot: tables/millrace/vectors/data/killed/x.parquet",
              "staged note: [killed, vectors]",
              "lease: [vectors:e, killed]",
              "unfinished generation: g0000000001-0001",
              "half a release: .live.new");
      lease.close();
    }
    assertThat(Leftovers.metadataFiles(place)).isEqualTo(1);
  }

  @Test
  void aLiveReleaseWithoutItsGenerationIsFound() throws Exception {
    Path place = made("one", "a");
    Files.writeString(
        place.resolve("releases/r000001.json"),
        "{\"release\":\"r000001\",\"generation\":\"g0000000001-0001\",\"published\":\"x\"}");
    Files.writeString(place.resolve("releases/live"), "r000001\n");
    Files.writeString(place.resolve("releases/runs.json"), "{}");
    Files.writeString(place.resolve("releases/deny.json"), "{}");

    State found = State.read(place);
    assertThat(found.faults()).singleElement().asString().contains("has no whole generation");
    assertThat(found.releases()).containsOnlyKeys("r000001");
    assertThat(found.releases().get("r000001")).doesNotContain("published");
  }

  @Test
  void processesAndTemporaryFilesAreFound() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    Files.createDirectories(temporary.resolve("spark-1"));
    assertThat(Leftovers.temporary(temporary)).containsExactly("temporary file: spark-1");

    Process left =
        new ProcessBuilder("tail", "-f", Files.createFile(folder.resolve("log")).toString())
            .start();
    try {
      assertThat(Leftovers.processes(folder)).singleElement().asString().contains("" + left.pid());
    } finally {
      left.destroyForcibly().waitFor();
    }
    assertThat(Leftovers.processes(folder)).isEmpty();
  }
}
