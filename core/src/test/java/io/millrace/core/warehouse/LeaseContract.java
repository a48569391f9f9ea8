package io.millrace.core.warehouse;

import io.millrace.core.revision.Revisions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Leases of one catalog, with a clock to set. */
abstract class LeaseContract extends CatalogContract {
  static final Duration LASTS = Duration.ofSeconds(60);

  final SettableClock clock = new SettableClock();
  volatile long nanos;
  Warehouse warehouse;
  CatalogDatabase database;
  Leases leases;

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

  Lease acquire(String runId) {
    return leases.acquire(Revisions.LEASE, runId, LeaseWait.FAIL, message -> {});
  }

  Lease acquireAfterSilence(String runId) {
    clock.advance(LASTS);
    return acquire(runId);
  }
}
