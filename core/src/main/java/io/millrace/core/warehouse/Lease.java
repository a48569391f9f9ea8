package io.millrace.core.warehouse;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to be the one writer of something, until it is closed. A thread renews it. Should this
 * process be frozen for longer than the lease lasts, another may take it over; then this lease's
 * token is no longer the newest, and every commit under it fails.
 *
 * <p>Close it when the work is done. Safe for many threads.
 */
public final class Lease implements AutoCloseable {
  private final Leases leases;
  private final String name;
  private final String runId;
  private final long token;
  private final ScheduledExecutorService heartbeat;

  Lease(Leases leases, String name, String runId, long token) {
    this.leases = leases;
    this.name = name;
    this.runId = runId;
    this.token = token;
    this.heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease-" + name);
              thread.setDaemon(true);
              return thread;
            });
    long period = leases.renewal().toMillis();
    var unused = heartbeat.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  /** One renewal. Where the database is away the next one tries again; a lost lease ends them. */
  private void beat() {
    try {
      requireHeld();
    } catch (WarehouseException e) {
      if (e.code() == WarehouseException.Code.LEASE_LOST) {
        throw e;
      }
    }
  }

  /** What it is the right to write. */
  public String name() {
    return name;
  }

  /** The run that holds it. */
  public String runId() {
    return runId;
  }

  /** The fencing token: each holder of the same name has a larger one than all before it. */
  public long token() {
    return token;
  }

  /**
   * Renews the lease.
   *
   * @throws WarehouseException with code {@code LEASE_LOST} where another writer has taken it over
   */
  public void requireHeld() {
    if (!leases.renew(this)) {
      throw lost();
    }
  }

  /**
   * For a run that has failed: where the lease is lost, a follower has removed the run's files, and
   * whatever failed failed for that.
   *
   * @throws WarehouseException with code {@code LEASE_LOST} and the failure as suppressed one
   */
  public void requireHeldDespite(Exception failure) {
    try {
      requireHeld();
    } catch (WarehouseException second) {
      if (second.code() == WarehouseException.Code.LEASE_LOST) {
        second.addSuppressed(failure);
        throw second;
      }
      failure.addSuppressed(second);
    }
  }

  WarehouseException lost() {
    return new WarehouseException(
        WarehouseException.Code.LEASE_LOST,
        "Cannot go on writing "
            + name
            + ": run "
            + runId
            + " held token "
            + token
            + ", and another writer has taken the lease over");
  }

  @Override
  public void close() {
    heartbeat.shutdownNow();
    leases.release(this);
  }
}
