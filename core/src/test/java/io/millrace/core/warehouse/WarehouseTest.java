package io.millrace.core.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.release.RecentRuns;
import io.millrace.core.revision.Revisions;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Document;
import io.millrace.core.table.DocumentRows;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Run;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.junit.jupiter.api.Test;

class WarehouseTest extends CatalogContract {
  private static final String FORMATS = "SELECT version FROM millrace_format";

  @Test
  void createsTheTablesWithTheFieldIdsOfTheCodecs() {
    try (Warehouse warehouse = open(folder.resolve("w 仓库"))) {
      for (TableCodec<?> codec : Tables.all()) {
        assertThat(warehouse.table(codec).schema().sameSchema(codec.schema()))
            .as(codec.table())
            .isTrue();
      }
    }
    assertThat(folder.resolve("w 仓库/tables/millrace/documents")).exists();
    assertThat(folder.resolve("w 仓库/index")).exists();
  }

  @Test
  void isCreatedByManyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Long>> openers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int number = i;
        openers.add(
            () -> {
              try (Warehouse warehouse = open(folder)) {
                new RunLedger(warehouse).record(run("run-" + number));
                return warehouse.leases() == null ? 0L : 1L;
              }
            });
      }
      for (Future<Long> opened : threads.invokeAll(openers)) {
        assertThat(opened.get()).isEqualTo(1);
      }
    } finally {
      threads.shutdown();
    }
    try (Warehouse warehouse = open(folder)) {
      assertThat(new RunLedger(warehouse).recent(10))
          .extracting(Run::runId)
          .containsExactlyInAnyOrder("run-0", "run-1", "run-2", "run-3");
      assertThat(new RunLedger(warehouse).recent(2)).hasSize(2);
      assertThat(new RunLedger(warehouse).recent(0)).isEmpty();
    }
  }

  @Test
  void whatAKilledRunLeftOfItsLedgerEntryIsRemovedByTheNext() throws IOException {
    try (Warehouse warehouse = Warehouse.open(folder.toString())) {
      try (Lease lease = warehouse.leases().acquire("runs", "killed", LeaseWait.FAIL, line -> {})) {
        TableAppend append = warehouse.append(Tables.RUNS, lease);
        try (RowFileWriter<Run> writer =
            RowFileWriter.open(append.serializableTable(), Tables.RUNS, append.folder())) {
          writer.write(run("killed"));
          assertThat(writer.finish()).hasSize(1);
        }
      }
      new RunLedger(warehouse).record(run("next"));

      assertThat(new RunLedger(warehouse).recent(9)).extracting(Run::runId).containsExactly("next");
      assertThat(folder.resolve("tables/millrace/runs/data/killed")).doesNotExist();
      assertThat(folder.resolve("tables/millrace/runs/data/next")).isNotEmptyDirectory();
    }
  }

  @Test
  void theNewestRunsLieBesideTheReleasesAsTheTableHasThem() throws IOException {
    try (Warehouse warehouse = open(folder)) {
      Path releases = folder.resolve("releases");
      RunLedger ledger = new RunLedger(warehouse);
      assertThat(RecentRuns.read(releases).runs()).isEmpty();
      ledger.record(run("one"));
      assertThat(RecentRuns.read(releases).runs()).isEqualTo(ledger.recent(9)).hasSize(1);
      ledger.record(run("two"));

      Files.writeString(releases.resolve("runs.json"), "{\"recorded\":2,\"runs\":[{\"runId");
      assertThatThrownBy(() -> RecentRuns.read(releases)).hasMessageContaining("damaged");
      ledger.record(run("three"));
      assertThat(RecentRuns.read(releases).runs())
          .as("made anew")
          .containsExactlyInAnyOrderElementsOf(ledger.recent(9))
          .hasSize(3);

      RecentRuns late = RecentRuns.read(releases);
      ledger.record(run("four"));
      late.write(releases); // by a holder that was frozen and followed
      ledger.record(run("five"));
      assertThat(RecentRuns.read(releases).runs())
          .as("none is missing for ever")
          .extracting(Run::runId)
          .containsExactlyInAnyOrder("one", "two", "three", "four", "five");

      Files.delete(releases.resolve("runs.json"));
      Files.createDirectories(releases.resolve("runs.json/in the way"));
      ledger.record(run("six"));
      assertThat(ledger.recent(9)).as("the run stands").hasSize(6);
    }
  }

  @Test
  void onlyTheNewestRunsAreKeptBesideTheReleases() {
    RecentRuns runs = new RecentRuns(0, List.of());
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < RecentRuns.MOST + 5; i++) {
      runs = runs.with(run("run-" + i, start.plusSeconds(i)));
    }
    assertThat(runs.recorded()).isEqualTo(RecentRuns.MOST + 5);
    assertThat(runs.runs()).hasSize(RecentRuns.MOST);
    assertThat(runs.runs().get(0).runId()).isEqualTo("run-" + (RecentRuns.MOST + 4));
  }

  @Test
  void tablesOfTheFirstFormatGetWhatIsNewFromManyOpenersAtOnce() throws Exception {
    asOfFormat1(folder);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> openers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        openers.add(
            () -> {
              try (Warehouse warehouse = open(folder)) {
                return warehouse.table(Tables.DOCUMENTS).schema().columns().size();
              }
            });
      }
      for (Future<Integer> opened : threads.invokeAll(openers)) {
        assertThat(opened.get()).isEqualTo(Tables.DOCUMENTS.schema().columns().size());
      }
    } finally {
      threads.shutdown();
    }
    try (Warehouse warehouse = open(folder)) {
      assertThat(warehouse.table(Tables.DOCUMENTS).schema().sameSchema(Tables.DOCUMENTS.schema()))
          .isTrue();
      assertThat(catalogs().database(folder).query(row -> row.getInt(1), FORMATS))
          .containsExactly(Warehouse.FORMAT);
      assertThat(warehouse.table(Tables.LLM_CALLS).schema().sameSchema(Tables.LLM_CALLS.schema()))
          .isTrue();
      Instant first = Instant.parse("2026-02-03T04:05:06Z");
      try (Lease lease =
          warehouse.leases().acquire(Revisions.LEASE, "new", LeaseWait.FAIL, line -> {})) {
        TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
        try (RowFileWriter<Document> writer =
            RowFileWriter.open(append.serializableTable(), Tables.DOCUMENTS, append.folder())) {
          writer.write(DocumentRows.row("new", 2, Outcome.LIVE, first));
          Revisions.commit(append, 2, writer.finish());
        }
      }
      Map<String, Optional<Instant>> rows = new HashMap<>();
      try (CloseableIterable<Record> records =
          IcebergGenerics.read(warehouse.table(Tables.DOCUMENTS)).build()) {
        for (Record record : records) {
          Document row = Tables.DOCUMENTS.fromRecord(record);
          rows.put(row.docId(), Optional.ofNullable(row.firstIngestedAt()));
        }
      }
      assertThat(rows).isEqualTo(Map.of("old", Optional.empty(), "new", Optional.of(first)));
    }
  }

  /**
   * A warehouse as the first format had it, with one document, written by that version's schema.
   */
  private void asOfFormat1(Path folder) throws IOException {
    try (Warehouse warehouse = open(folder)) {
      TableOperations operations = ((BaseTable) warehouse.table(Tables.DOCUMENTS)).operations();
      TableMetadata made = operations.current();
      operations.commit(
          made,
          TableMetadata.newTableMetadata(
              Tables.DOCUMENTS.firstSchema(), made.spec(), made.location(), made.properties()));
      Table table = warehouse.table(Tables.DOCUMENTS);
      try (Lease lease =
          warehouse.leases().acquire(Revisions.LEASE, "old", LeaseWait.FAIL, line -> {})) {
        TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
        DataWriter<Record> writer =
            new GenericFileWriterFactory.Builder(append.serializableTable())
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(
                    EncryptedFiles.plainAsEncryptedOutput(
                        table.io().newOutputFile(append.folder() + "/old.parquet")),
                    table.spec(),
                    null);
        try (writer) {
          Record whole =
              Tables.DOCUMENTS.toRecord(DocumentRows.row("old", 1, Outcome.LIVE, Instant.EPOCH));
          Record old = GenericRecord.create(Tables.DOCUMENTS.firstSchema());
          for (int i = 0; i < old.size(); i++) {
            old.set(i, whole.get(i));
          }
          writer.write(old);
        }
        Revisions.commit(append, 1, List.of(writer.toDataFile()));
      }
    }
    CatalogDatabase database = catalogs().database(folder);
    database.update("DELETE FROM iceberg_tables WHERE table_name = ?", Tables.LLM_CALLS.table());
    database.update("UPDATE millrace_format SET version = 1");
  }

  @Test
  void refusesANewerFormatAndChangesNothing() throws IOException {
    open(folder).close();
    catalogs().database(folder).update("UPDATE millrace_format SET version = ?", 7);
    Object before = catalogs().contents(folder);
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(WarehouseException.class)
        .hasMessageContaining("version 7")
        .hasMessageContaining("version " + Warehouse.FORMAT);
    assertThat(catalogs().contents(folder)).isEqualTo(before);
  }

  @Test
  void aSecretInTheUriIsRefusedAndNotRepeated() {
    for (String uri :
        List.of(
            "jdbc:postgresql://db/base?user=me&password=swordfish",
            "jdbc:postgresql://me:swordfish@db/base",
            "jdbc:postgresql://db/base?ssl=true&sslpassword=swordfish",
            "jdbc:postgresql://db/base?SSLFactoryArg=swordfish",
            "jdbc:postgresql://db/base?socketFactoryArg=swordfish",
            "jdbc:sqlite://db/base?password=swordfish",
            "jdbc:sqlite://db/base?hexkey=swordfish",
            "jdbc:mysql://me:swordfish@db/base?x=swordfish")) {
      assertThatThrownBy(() -> CatalogDatabase.of(uri, Optional.empty(), Optional.empty()))
          .isInstanceOf(WarehouseException.class)
          .hasMessageContaining("//db/base")
          .hasMessageNotContaining("swordfish");
    }
    String harmless =
        "jdbc:postgresql://db/base?sslmode=verify-full&sslkey=/k.pk8&sslpasswordcallback=a.B";
    assertThat(CatalogDatabase.of(harmless, Optional.empty(), Optional.empty()).catalogProperties())
        .containsEntry("uri", harmless);
  }

  @Test
  void anObjectStoreNeedsACatalogAndAFolderForTheIndex() {
    Map<String, String> flags = Map.of("warehouse", "s3a://library/base");
    assertThatThrownBy(() -> Warehouse.open(Settings.load(Optional.empty(), Map.of(), flags)))
        .hasMessageContaining("catalog.uri");
    assertThatThrownBy(() -> Warehouse.open("s3://library/base"))
        .hasMessageContaining("write s3a://library/base");
  }

  private static Run run(String id) {
    return run(id, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static Run run(String id, Instant started) {
    return new Run(
        id,
        "test",
        Run.Status.SUCCEEDED,
        started,
        started.plusSeconds(1),
        null,
        1L,
        Map.of("数", "值"),
        Map.of("n", 3L),
        null);
  }
}
