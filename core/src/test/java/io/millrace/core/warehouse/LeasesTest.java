package io.millrace.core.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.core.revision.Revisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeasesTest extends LeaseContract {
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
}
