package io.millrace.core.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Tables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTest extends CatalogContract {
  private static final Duration LASTS = Duration.ofSeconds(60);

  private final SettableClock clock = new SettableClock();
  private volatile long nanos;
  private Warehouse warehouse;
  private CatalogDatabase database;
  private Leases leases;

  @BeforeEach
  void open() {
    warehouse = open(folder);
    database = catalogs().database(folder);
    leases = new Leases(database, clock, () -> nanos, LASTS, Duration.ofDays(1));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private Lease acquire(String runId) {
    return leases.acquire(Revisions.LEASE, runId, LeaseWait.FAIL, message -> {});
  }

  private TableAppend append(Lease lease) {
    return TableAppend.open(database, warehouse.table(Tables.DOCUMENTS), "documents", lease);
  }

  private static List<DataFile> write(TableAppend append, long revision) throws IOException {
    try (RowFileWriter<Document> writer =
        RowFileWriter.open(append.serializableTable(), Tables.DOCUMENTS, append.folder())) {
      writer.write(
          new Document(
              "d" + revision,
              revision,
              "r",
              "s",
              "file:///d",
              Outcome.TOMBSTONE,
              null,
              null,
              "",
              "",
              "",
              0,
              null,
              null,
              "und",
              Map.of(),
              List.of(),
              "",
              List.of(),
              List.of(),
              Instant.EPOCH));
      return writer.finish();
    }
  }

  private List<String> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("tables/millrace/documents/data"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".parquet")).toList();
    }
  }

  @Test
  void oneAtATimeAndTheNextHasALargerToken() {
    try (Lease lease = acquire("one")) {
      assertThatThrownBy(() -> acquire("two")).hasMessageContaining("run one on");
      assertThat(leases.acquire("index", "three", LeaseWait.FAIL, message -> {}).token())
          .isEqualTo(1);
      assertThat(lease.token()).isEqualTo(1);
    }
    try (Lease next = acquire("two")) {
      assertThat(next.token()).isEqualTo(2);
    }
  }

  @Test
  void theOldestHolderIsTheOneThatStillRunsAndIsNotAsking() {
    assertThat(leases.oldestHolderBut("me")).isEmpty();
    Instant first = clock.instant();
    Lease one = acquire("one");
    clock.advance(Duration.ofSeconds(10));
    try (Lease mine = leases.acquire("index", "me", LeaseWait.FAIL, message -> {})) {
      assertThat(leases.oldestHolderBut("me")).contains(first);
      assertThat(leases.oldestHolderBut("one")).contains(first.plusSeconds(10));
      one.close();
      assertThat(leases.oldestHolderBut(mine.runId())).isEmpty();
      clock.advance(LASTS);
      assertThat(leases.oldestHolderBut("other")).as("one that has not renewed").isEmpty();
    }
  }

  @Test
  void aRenewalAfterTheReleaseKeepsNobodyOut() {
    Lease released = acquire("one");
    released.close();
    assertThatThrownBy(released::requireHeld).isInstanceOf(WarehouseException.class);
    try (Lease next = acquire("two")) {
      assertThat(next.token()).isEqualTo(2);
    }
  }

  @Test
  void aWaiterIsToldAndGetsItsTurn() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CompletableFuture<Long> waiter;
    try (Lease lease = acquire("one")) {
      assertThat(lease.runId()).isEqualTo("one");
      waiter =
          CompletableFuture.supplyAsync(
              () -> {
                try (Lease next =
                    leases.acquire(
                        Revisions.LEASE, "two", LeaseWait.WAIT, message -> told.countDown())) {
                  return next.token();
                }
              });
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(waiter.get(30, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @Test
  void aDeadProcessOfThisMachineIsFollowedAtOnce() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Lease lease = acquire("killed");
    database.update("UPDATE millrace_leases SET pid = ?, started = 0", dead.pid());
    try (Lease next = acquire("next")) {
      assertThat(next.token()).isEqualTo(lease.token() + 1);
    }
  }

  @Test
  void aMachineOfTheSameNameIsAnother() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    String self = LeaseHolder.self("r", Instant.EPOCH).host();
    assumeThat(self).as("the machine tells who it is").contains("/");
    String name = self.substring(0, self.indexOf('/'));
    for (String host :
        List.of(
            name, // as an older version wrote it
            name + "/00000000-0000-4000-8000-000000000000/pid:[4026531836]",
            self.replaceFirst("pid:.*", "pid:[1]"))) {
      Lease living = acquire("elsewhere");
      database.update("UPDATE millrace_leases SET host = ?, pid = ?", host, dead.pid());
      assertThatThrownBy(() -> acquire("too early"))
          .as(host)
          .hasMessageEndingWith(
              "run elsewhere on %s, process %d, since %s is writing it",
              name, dead.pid(), clock.instant());
      assertThat(leases.oldestHolderBut("me")).contains(clock.instant());

      clock.advance(LASTS);
      try (Lease next = acquire("next")) {
        assertThat(next.token()).isEqualTo(living.token() + 1);
      }
      living.close();
    }
  }

  @Test
  void aMachineThatHasOnlyANameKeepsItAndALongNameFits() throws IOException {
    Path proc = folder.resolve("proc");
    assertThat(LeaseHolder.machine("mac", proc)).isEqualTo("mac");
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.createDirectories(proc.resolve("self/ns"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "b\n");
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[2]"));
    assertThat(LeaseHolder.machine("box", proc)).isEqualTo("box/b/pid:[2]");
    assertThat(LeaseHolder.machine("x".repeat(300), proc)).hasSize(255).endsWith("x/b/pid:[2]");
  }

  @Test
  void aClockThatWasSetBackMakesNobodyWaitForHours() {
    Lease silent = acquire("silent");
    clock.advance(Duration.ofHours(-2));
    assertThatThrownBy(() -> acquire("too early")).hasMessageContaining("run silent on");

    // the waiter is told once, and looks on for as long as a lease lasts
    try (Lease next =
        leases.acquire(
            Revisions.LEASE, "next", LeaseWait.WAIT, message -> nanos += LASTS.toNanos())) {
      assertThat(next.token()).isEqualTo(silent.token() + 1);
    }
  }

  @Test
  void aHolderThatRenewsIsNotSilent() throws Exception {
    Lease busy = acquire("busy");
    clock.advance(Duration.ofHours(-2));
    CountDownLatch told = new CountDownLatch(1);
    CompletableFuture<Long> waiter =
        CompletableFuture.supplyAsync(
            () -> {
              try (Lease next =
                  leases.acquire(
                      Revisions.LEASE,
                      "waiter",
                      LeaseWait.WAIT,
                      message -> {
                        clock.advance(Duration.ofSeconds(1));
                        busy.requireHeld();
                        nanos += LASTS.toNanos();
                        told.countDown();
                      })) {
                return next.token();
              }
            });
    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    busy.requireHeld();
    busy.close();
    assertThat(waiter.get(30, TimeUnit.SECONDS)).isEqualTo(busy.token() + 1);
  }

  @Test
  void aProcessIsKnownByTicksSinceTheBootWhichNoClockChanges() throws IOException {
    double uptime = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
    LeaseHolder self = LeaseHolder.self("r", Instant.EPOCH);

    assertThat(self.started()).isPositive().isLessThanOrEqualTo((long) (uptime * 100));
    assertThat(self.isDead()).isFalse();
    assertThat(
            new LeaseHolder(self.host(), self.pid(), self.started() + 1, "r", Instant.EPOCH)
                .isDead())
        .isTrue();
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
  void aFailureAfterTheLossOfTheLeaseComesFromIt() {
    RuntimeException failure = new IllegalStateException("a file is gone");
    Lease late = acquire("frozen");
    late.requireHeldDespite(failure);
    try (Lease follower = acquireAfterSilence("follower")) {
      assertThatThrownBy(() -> late.requireHeldDespite(failure))
          .hasMessageContaining("another writer has taken the lease over")
          .hasSuppressedException(failure);
      follower.requireHeldDespite(failure);
    }
  }

  private Lease acquireAfterSilence(String runId) {
    clock.advance(LASTS);
    return acquire(runId);
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
