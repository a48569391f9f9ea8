package io.millrace.core.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Document;
import io.millrace.core.table.DocumentRows;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.Test;

/** Commits of runs, some of which have lost their lease, and the files they leave. */
class CommitsTest extends LeaseContract {
  private TableAppend append(Lease lease) {
    return TableAppend.open(database, warehouse.table(Tables.DOCUMENTS), "documents", lease);
  }

  private static List<DataFile> write(TableAppend append, long revision) throws IOException {
    try (RowFileWriter<Document> writer =
        RowFileWriter.open(append.serializableTable(), Tables.DOCUMENTS, append.folder())) {
      writer.write(DocumentRows.row("d" + revision, revision, Outcome.TOMBSTONE));
      return writer.finish();
    }
  }

  private List<String> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("tables/millrace/documents/data"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".parquet")).toList();
    }
  }

  @Test
  void aFrozenHolderCanNeitherRenewNorCommitAndItsFilesAreRemoved() throws IOException {
    Lease frozen = acquire("frozen");
    TableAppend late = append(frozen);
    List<DataFile> files = write(late, 1);
    clock.advance(LASTS.minusSeconds(1));
    assertThatThrownBy(() -> acquire("too early")).hasMessageContaining("run frozen on");
    clock.advance(Duration.ofSeconds(1));
    try (Lease next = acquire("next")) {
      assertThatThrownBy(frozen::requireHeld).hasMessageContaining("token 1");
      TableAppend append = append(next);
      assertThat(dataFiles()).isEmpty();
      Revisions.commit(append, 1, write(append, 1));
      assertThatThrownBy(() -> Revisions.commit(late, 2, files))
          .isInstanceOf(WarehouseException.class)
          .hasMessageContaining("run frozen held token 1");
    }
    assertThat(new Revisions(warehouse).last()).isEqualTo(1);
    assertThat(dataFiles()).hasSize(1);
  }

  @Test
  void theFenceHoldsAlsoBeforeTheFollowerCommits() throws IOException {
    Lease frozen = acquire("frozen");
    TableAppend late = append(frozen);
    List<DataFile> files = write(late, 1);
    clock.advance(LASTS);
    try (Lease next = acquire("next")) {
      TableAppend append = append(next);
      assertThatThrownBy(() -> Revisions.commit(late, 1, files))
          .hasMessageContaining("another writer has taken the lease over");
      append.abandon();
    }
    assertThat(new Revisions(warehouse).last()).isZero();
  }

  @Test
  void whatATaskWritesAfterTheFailureIsDeletedByTheNextRun() throws IOException {
    try (Lease lease = acquire("failed")) {
      TableAppend append = append(lease);
      write(append, 1);
      append.abandon();
      assertThat(dataFiles()).isEmpty();
      write(append, 1); // by a task that has not heard of it
    }
    assertThat(dataFiles()).hasSize(1);
    try (Lease lease = acquire("next")) {
      append(lease).abandon();
      assertThat(dataFiles()).isEmpty();
    }
  }

  @Test
  void aRunIsNotUndoneWhenItsLeftoversCannotBeDeletedAfterItsCommit() throws IOException {
    try (Lease lease = acquire("one")) {
      TableAppend append = append(lease);
      List<DataFile> files = write(append, 1);
      database.update("ALTER TABLE millrace_staged RENAME TO millrace_away");
      Revisions.commit(append, 1, files);
      database.update("ALTER TABLE millrace_away RENAME TO millrace_staged");
    }
    assertThat(new Revisions(warehouse).last()).isEqualTo(1);
    assertThat(warehouse.stagedRuns(Tables.DOCUMENTS)).containsExactly("one");
    try (Lease lease = acquire("two")) {
      append(lease).end();
    }
    assertThat(warehouse.stagedRuns(Tables.DOCUMENTS)).isEmpty();
    assertThat(dataFiles()).hasSize(1);
  }

  @Test
  void whatALateHolderWritesAfterItsFollowerIsDeletedByTheNextRun() throws IOException {
    TableAppend late = append(acquire("frozen"));
    TableAppend later = append(acquireAfterSilence("frozen, too"));
    try (Lease follower = acquireAfterSilence("follower")) {
      append(follower).abandon();
    }
    write(late, 1);
    late.abandon();
    write(late, 1); // by a task that has not heard of it
    List<DataFile> files = write(later, 1);
    assertThatThrownBy(() -> Revisions.commit(later, 1, files)).hasMessageContaining("taken");
    assertThat(dataFiles()).hasSize(2);
    try (Lease next = acquire("next")) {
      append(next).abandon();
      assertThat(dataFiles()).isEmpty();
    }
  }

  @Test
  void aChangeOfAMachineWhoseClockWasAheadStopsNoOther() throws IOException {
    commit("ahead", 1);
    String location =
        ((BaseTable) warehouse.table(Tables.DOCUMENTS))
            .operations()
            .current()
            .metadataFileLocation();
    Path metadata = Path.of(URI.create(location));
    long later = System.currentTimeMillis() + Duration.ofHours(2).toMillis();
    String text =
        Files.readString(metadata)
            .replaceAll("(\"(?:last-updated|timestamp)-ms\" ?: ?)\\d+", "$1" + later);
    Files.delete(metadata.resolveSibling("." + metadata.getFileName() + ".crc"));
    Files.writeString(metadata, text);

    commit("right", 2);
    commit("right, too", 3);
    assertThat(new Revisions(warehouse).last()).isEqualTo(3);
    assertThat(warehouse.table(Tables.DOCUMENTS).currentSnapshot().timestampMillis())
        .isLessThan(later);
  }

  private void commit(String runId, long revision) throws IOException {
    try (Lease lease = acquire(runId)) {
      TableAppend append = append(lease);
      Revisions.commit(append, revision, write(append, revision));
    }
  }

  @Test
  void aCommitIsMadeOnceAndARevisionFollowsTheLast() throws IOException {
    try (Lease lease = acquire("one")) {
      TableAppend append = append(lease);
      List<DataFile> files = new ArrayList<>(write(append, 1));
      write(append, 1); // a task that was run again: its file is not in the list
      Revisions.commit(append, 1, files);
      Revisions.commit(append, 1, files);
      assertThat(warehouse.table(Tables.DOCUMENTS).snapshots()).hasSize(1);
      assertThat(dataFiles()).hasSize(1);
    }
    try (Lease lease = acquire("two")) {
      TableAppend append = append(lease);
      List<DataFile> files = write(append, 3);
      assertThatThrownBy(() -> Revisions.commit(append, 3, files))
          .hasMessageContaining("revision 3 does not follow");
      append.abandon();
    }
    assertThat(new Revisions(warehouse).last()).isEqualTo(1);
    assertThat(dataFiles()).hasSize(1);
  }
}
