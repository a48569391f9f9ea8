package io.millrace.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.maintenance.Compaction.Place;
import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.KeptRevisions;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Document;
import io.millrace.core.table.DocumentRows;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.TableRewrite;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows go, snapshots expire and files are deleted on real tables, beside a writer. */
final class TableMaintenanceTest {
  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = Warehouse.open(folder.toString());
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }

  private Lease lease(String name, String run) {
    return warehouse.leases().acquire(name, run, LeaseWait.FAIL, message -> {});
  }

  private static List<DataFile> write(Table table, String folder, Document... rows)
      throws IOException {
    try (RowFileWriter<Document> writer = RowFileWriter.open(table, Tables.DOCUMENTS, folder)) {
      for (Document row : rows) {
        writer.write(row);
      }
      return writer.finish();
    }
  }

  private void ingest(long revision, Document... rows) throws IOException {
    try (Lease lease = lease(Revisions.LEASE, "ingest-" + revision)) {
      TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
      Revisions.commit(append, revision, write(append.serializableTable(), append.folder(), rows));
    }
  }

  private List<DataFile> shown() throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        warehouse.table(Tables.DOCUMENTS).newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file().copyWithoutStats()));
    }
    return files;
  }

  private long onDisk() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("tables/millrace/documents/data"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  private Compaction.Result compact(KeptRevisions kept) {
    Compaction.Subject<Document> subject =
        new Compaction.Subject<>(
            Tables.DOCUMENTS,
            "maintain:documents",
            List.of("revision"),
            file -> Optional.of(new Place("all", 0)),
            spark ->
                kept.superseded(
                        warehouse
                            .read(spark, Tables.DOCUMENTS)
                            .select("doc_id", "revision", "_file", "_pos"))
                    .select("_file", "_pos"),
            (history, gone) ->
                gone == 0 ? Revisions.carried(history) : Revisions.carried(history, kept));
    return new Compaction<>(warehouse, spark(), subject, Depth.FULL)
        .run("maintain-" + System.nanoTime(), LeaseWait.FAIL, message -> {});
  }

  /** Every pair of a reader's two revisions whose second is kept → what it reads. */
  private Map<String, Set<String>> readings(long last, Set<Long> asOf) {
    DocumentStates states = new DocumentStates(warehouse, spark());
    Map<String, Set<String>> readings = new TreeMap<>();
    for (long to : asOf) {
      for (long after = 0; after <= last; after += 4) {
        Set<String> rows = new TreeSet<>();
        states
            .changes(after, to)
            .select("doc_id", "revision", "outcome", "text")
            .collectAsList()
            .forEach(row -> rows.add(row.toString()));
        readings.put(after + ".." + to, rows);
      }
    }
    return readings;
  }

  @Test
  void incrementalReadersOfKeptRevisionsReadTheSame() throws IOException {
    Random random = new Random(7);
    long last = 12;
    for (long revision = 1; revision <= last; revision++) {
      List<Document> rows = new ArrayList<>();
      for (int document = 0; document < 8; document++) {
        if (random.nextInt(3) == 0 || revision == 1) {
          Outcome outcome = random.nextInt(4) == 0 ? Outcome.TOMBSTONE : Outcome.LIVE;
          rows.add(DocumentRows.row("d" + document, revision, outcome));
        }
      }
      ingest(revision, rows.toArray(Document[]::new));
    }
    Set<Long> exact = Set.of(3L, 10L, 12L);
    Map<String, Set<String>> before = readings(last, exact);
    long rows = warehouse.read(spark(), Tables.DOCUMENTS).count();

    Compaction.Result result = compact(KeptRevisions.of(last, 3, last, List.of(3L)));

    assertThat(result.files()).isEqualTo(12);
    assertThat(result.written()).isEqualTo(1);
    assertThat(result.rows()).isPositive();
    assertThat(warehouse.read(spark(), Tables.DOCUMENTS).count()).isEqualTo(rows - result.rows());
    assertThat(readings(last, exact)).isEqualTo(before);
    assertThat(new Revisions(warehouse).last()).isEqualTo(last);
    assertThat(compact(KeptRevisions.of(last, 3, last, List.of(3L))))
        .isEqualTo(Compaction.Result.NOTHING);

    // without the older one, more goes; without any row that is newest, nothing is left to go
    compact(KeptRevisions.of(last, 1, last, List.of()));
    assertThat(warehouse.read(spark(), Tables.DOCUMENTS).count()).isEqualTo(8);
    assertThat(readings(last, Set.of(last)))
        .allSatisfy((range, read) -> assertThat(read).isEqualTo(before.get(range)));
  }

  @Test
  void whatAStricterMaintenanceTookStaysKnown() throws IOException {
    for (long revision = 1; revision <= 6; revision++) {
      ingest(revision, DocumentRows.row("a" + revision % 2, revision, Outcome.LIVE));
    }
    Revisions revisions = new Revisions(warehouse);
    compact(KeptRevisions.of(6, 6, 6, List.of()));
    assertThat(revisions.exactFrom()).as("files were put together, no row went").isEqualTo(1);
    compact(KeptRevisions.of(6, 2, 6, List.of(2L)));
    assertThat(revisions.exactFrom()).isEqualTo(5);

    ingest(7, DocumentRows.row("a1", 7, Outcome.LIVE));
    new SnapshotExpiry(warehouse.table(Tables.DOCUMENTS)).run(Instant.now(), Mode.RUN);
    assertThat(warehouse.table(Tables.DOCUMENTS).snapshots()).hasSize(1);
    assertThat(revisions.exactFrom()).isEqualTo(5);
    ingest(8, DocumentRows.row("a1", 8, Outcome.LIVE));
    assertThat(compact(KeptRevisions.of(8, 5, 8, List.of())).rows())
        .as("of revision 2")
        .isEqualTo(1);
    assertThat(revisions.exactFrom()).isEqualTo(5);
    assertThat(compact(KeptRevisions.of(8, 1, 8, List.of())).rows()).isPositive();
    assertThat(revisions.exactFrom()).isEqualTo(8);
  }

  @Test
  void anIngestCarriesWhatAMaintenanceWritesMeanwhile() throws IOException {
    ingest(1, DocumentRows.row("a", 1, Outcome.LIVE));
    ingest(2, DocumentRows.row("a", 2, Outcome.LIVE));
    try (Lease lease = lease(Revisions.LEASE, "ingest-3")) {
      TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
      List<DataFile> files =
          write(
              append.serializableTable(), append.folder(), DocumentRows.row("b", 3, Outcome.LIVE));
      List<Compaction.Result> between = new ArrayList<>();
      append.commit(
          files,
          history -> {
            Map<String, String> carried = Revisions.carried(history);
            if (between.isEmpty()) {
              between.add(compact(KeptRevisions.of(2, 1, 2, List.of())));
            }
            return carried;
          },
          SnapshotAncestryValidator.NON_VALIDATING);
      assertThat(between.get(0).rows()).isEqualTo(1);
    }
    assertThat(warehouse.table(Tables.DOCUMENTS).currentSnapshot().summary())
        .containsEntry("millrace.run-id", "ingest-3")
        .containsEntry("millrace.exact-from", "2");
  }

  @Test
  void aReaderThatBeganEarlierKeepsItsRevision() {
    assertThat(KeptRevisions.of(20, 5, 12, List.of(3L, 14L)))
        .isEqualTo(new KeptRevisions(12, new TreeSet<>(Set.of(3L))));
    assertThatThrownBy(() -> KeptRevisions.of(20, 0, 20, List.of()))
        .hasMessageContaining("the newest one is always needed");
  }

  @Test
  void anIngestBetweenPlanAndCommitIsKept() throws IOException {
    ingest(1, DocumentRows.row("a", 1, Outcome.LIVE));
    ingest(2, DocumentRows.row("a", 2, Outcome.LIVE));
    List<DataFile> planned = shown();
    try (Lease lease = lease("maintain:documents", "maintain")) {
      TableRewrite rewrite = warehouse.rewrite(Tables.DOCUMENTS, lease);
      List<DataFile> merged =
          write(
              rewrite.serializableTable(),
              rewrite.folder(),
              DocumentRows.row("a", 2, Outcome.LIVE));
      ingest(3, DocumentRows.row("b", 3, Outcome.LIVE));
      rewrite.commit(planned, merged, Revisions::carried);
    }
    assertThat(new Revisions(warehouse).last()).isEqualTo(3);
    assertThat(readings(3, Set.of(3L)).get("0..3")).hasSize(2);
    assertThat(warehouse.table(Tables.DOCUMENTS).currentSnapshot().summary())
        .containsEntry("millrace.revision", "3");
    ingest(4, DocumentRows.row("c", 4, Outcome.LIVE));
    assertThat(new Revisions(warehouse).last()).isEqualTo(4);
  }

  @Test
  void aMaintenanceThatWasFollowedCannotCommit() throws Exception {
    ingest(1, DocumentRows.row("a", 1, Outcome.LIVE));
    List<DataFile> planned = shown();
    Lease frozen = lease("maintain:documents", "frozen");
    TableRewrite late = warehouse.rewrite(Tables.DOCUMENTS, frozen);
    List<DataFile> merged =
        write(late.serializableTable(), late.folder(), DocumentRows.row("a", 1, Outcome.LIVE));
    frozen.close();
    try (Lease next = lease("maintain:documents", "next")) {
      warehouse.cleanLeftovers(Tables.DOCUMENTS, next);
      assertThatThrownBy(() -> late.commit(planned, merged, Revisions::carried))
          .isInstanceOfSatisfying(
              WarehouseException.class,
              lost -> assertThat(lost.code()).isEqualTo(WarehouseException.Code.LEASE_LOST));
    }
    assertThat(onDisk()).isEqualTo(1);
  }

  @Test
  void theSnapshotThatWasCurrentAtTheHorizonStays() throws Exception {
    for (long revision = 1; revision <= 4; revision++) {
      ingest(revision, DocumentRows.row("a", revision, Outcome.LIVE));
    }
    Table table = warehouse.table(Tables.DOCUMENTS);
    List<Snapshot> snapshots = new ArrayList<>();
    table.snapshots().forEach(snapshots::add);
    // between the second and the third, or when the third was made
    Instant horizon = Instant.ofEpochMilli(snapshots.get(2).timestampMillis() - 1);

    SnapshotExpiry.Result planned = new SnapshotExpiry(table).run(horizon, Mode.DRY_RUN);
    SnapshotExpiry.Result done = new SnapshotExpiry(table).run(horizon, Mode.RUN);

    assertThat(done.snapshots()).isEqualTo(1);
    assertThat(done).isEqualTo(planned);
    assertThat(table.snapshot(snapshots.get(1).snapshotId())).isNotNull();
    assertThat(new Revisions(warehouse).last()).isEqualTo(4);
    assertThat(readings(4, Set.of(4L)).get("0..4")).hasSize(1);
  }

  @Test
  void whatWasReplacedGoesWithTheLastSnapshotThatShowsIt() throws Exception {
    ingest(1, DocumentRows.row("a", 1, Outcome.LIVE));
    ingest(2, DocumentRows.row("a", 2, Outcome.LIVE));
    try (Lease lease = lease("maintain:documents", "maintain")) {
      TableRewrite rewrite = warehouse.rewrite(Tables.DOCUMENTS, lease);
      List<DataFile> merged =
          write(
              rewrite.serializableTable(),
              rewrite.folder(),
              DocumentRows.row("a", 2, Outcome.LIVE));
      rewrite.commit(shown(), merged, Revisions::carried);
    }
    assertThat(onDisk()).isEqualTo(3);
    Table table = warehouse.table(Tables.DOCUMENTS);
    SnapshotExpiry.Result planned = new SnapshotExpiry(table).run(Instant.now(), Mode.DRY_RUN);

    assertThat(new SnapshotExpiry(table).run(Instant.now(), Mode.RUN)).isEqualTo(planned);

    assertThat(onDisk()).isEqualTo(1);
    assertThat(new Revisions(warehouse).last()).isEqualTo(2);
  }

  @Test
  void filesOutliveTheSnapshotOfTheirRunAlsoWhereItWasKilledAfterItsCommit() throws Exception {
    ingest(1, DocumentRows.row("a", 1, Outcome.LIVE));
    staged(
        "INSERT INTO millrace_staged VALUES ('ingest-1', 'documents', '" + Revisions.LEASE + "')");
    ingest(2, DocumentRows.row("b", 2, Outcome.LIVE));
    staged(
        "INSERT INTO millrace_staged VALUES ('ingest-1', 'documents', '" + Revisions.LEASE + "')");
    new SnapshotExpiry(warehouse.table(Tables.DOCUMENTS)).run(Instant.now(), Mode.RUN);
    assertThat(warehouse.table(Tables.DOCUMENTS).snapshots()).hasSize(1);

    ingest(3, DocumentRows.row("c", 3, Outcome.LIVE));

    assertThat(onDisk()).isEqualTo(3);
    assertThat(readings(3, Set.of(3L)).get("0..3")).hasSize(3);
  }

  @Test
  void orphansGoAndWhatAJobIsWritingStays() throws Exception {
    ingest(1, DocumentRows.row("a", 1, Outcome.LIVE));
    Path data = folder.resolve("tables/millrace/documents/data");
    Path metadata = folder.resolve("tables/millrace/documents/metadata");
    for (Path file :
        List.of(
            data.resolve("killed-run/left.parquet"),
            data.resolve("running/unfinished.parquet"),
            data.resolve("moments-ago.parquet"),
            metadata.resolve("old-m0.avro"),
            metadata.resolve("new-m0.avro"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "12345");
    }
    Files.setLastModifiedTime(
        metadata.resolve("old-m0.avro"), FileTime.from(Instant.now().minusSeconds(86_400)));
    staged("INSERT INTO millrace_staged VALUES ('running', 'documents', 'documents')");
    OrphanFiles orphans = new OrphanFiles(warehouse, spark());

    assertThat(orphans.run(Tables.DOCUMENTS, Mode.DRY_RUN)).isEqualTo(new Freed(2, 10));
    assertThat(metadata.resolve("old-m0.avro")).exists();
    assertThat(orphans.run(Tables.DOCUMENTS, Mode.RUN)).isEqualTo(new Freed(2, 10));

    assertThat(data.resolve("killed-run/left.parquet")).doesNotExist();
    assertThat(metadata.resolve("old-m0.avro")).doesNotExist();
    assertThat(data.resolve("running/unfinished.parquet")).exists();
    assertThat(data.resolve("moments-ago.parquet")).exists();
    assertThat(metadata.resolve("new-m0.avro")).exists();
    assertThat(readings(1, Set.of(1L)).get("0..1")).hasSize(1);
    assertThat(orphans.run(Tables.DOCUMENTS, Mode.RUN)).isEqualTo(Freed.NOTHING);
  }

  /** As a process leaves it that is killed between its commit and the end of its sweep. */
  private void staged(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
