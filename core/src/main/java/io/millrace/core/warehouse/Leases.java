package io.millrace.core.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time for each name ({@code documents}, {@code vectors:ENCODER}, {@code index},
 * {@code publish}), among all threads, processes and machines that share a catalog. A lease is a
 * row of the catalog's database with a token that only grows. It is taken by one conditional
 * UPDATE; a holder that has died on this machine is followed at once, any other when its lease has
 * run out, or was not renewed while the waiter looked on for as long as one lasts, whatever the
 * clocks say. Time decides only how soon that is: whether a late holder can still commit is decided
 * by the token (see {@link TableAppend}).
 */
public final class Leases {
  /** How long a lease lasts without a renewal, where nothing else is set. */
  static final Duration LASTS = Duration.ofMinutes(1);

  private static final int RENEWALS = 6;
  private static final Duration POLL = Duration.ofMillis(250);
  private static final String COLUMNS =
      "token, host, pid, started, run_id, since_millis, expires_millis";

  private final CatalogDatabase database;
  private final Clock clock;
  private final Duration lasts;
  private final Duration renewal;
  private final LongSupplier nanos;

  Leases(CatalogDatabase database, Duration lasts) {
    this(database, Clock.systemUTC(), System::nanoTime, lasts, lasts.dividedBy(RENEWALS));
  }

  Leases(
      CatalogDatabase database, Clock clock, LongSupplier nanos, Duration lasts, Duration renewal) {
    this.database = database;
    this.clock = clock;
    this.lasts = lasts;
    this.renewal = renewal;
    this.nanos = nanos;
  }

  static void create(CatalogDatabase database) {
    database.create(
        "CREATE TABLE IF NOT EXISTS millrace_leases (name VARCHAR(255) NOT NULL PRIMARY KEY,"
            + " token BIGINT NOT NULL, host VARCHAR(255) NOT NULL, pid BIGINT NOT NULL,"
            + " started BIGINT NOT NULL, run_id VARCHAR(255) NOT NULL,"
            + " since_millis BIGINT NOT NULL, expires_millis BIGINT NOT NULL)");
  }

  private record Row(long token, LeaseHolder holder, long expires) {}

  /**
   * Takes the lease.
   *
   * @param name what to write
   * @param runId who writes
   * @param wait what to do while another holds it
   * @param progress told once for each holder that is waited for
   * @throws WarehouseException with code {@code LEASE_HELD} where the caller would not wait
   */
  public Lease acquire(String name, String runId, LeaseWait wait, Consumer<String> progress) {
    String told = "";
    Row watched = null;
    long watchedSince = 0;
    while (true) {
      Instant now = clock.instant();
      LeaseHolder self = LeaseHolder.self(runId, now);
      Row row = read(name);
      if (row == null) {
        if (insert(name, self, now)) {
          return new Lease(this, name, runId, 1);
        }
        continue;
      }
      if (!row.equals(watched)) {
        watched = row;
        watchedSince = nanos.getAsLong();
      }
      // a clock that was set back would make its lease outlast the holder by hours
      boolean silent = nanos.getAsLong() - watchedSince >= lasts.toNanos();
      if (row.expires() <= now.toEpochMilli() || silent || row.holder().isDead()) {
        if (replace(name, row, self, now)) {
          return new Lease(this, name, runId, row.token() + 1);
        }
        continue;
      }
      String holder = row.holder().toString();
      if (wait == LeaseWait.FAIL) {
        throw new WarehouseException(
            WarehouseException.Code.LEASE_HELD,
            "Cannot write " + name + ": " + holder + " is writing it");
      }
      if (!holder.equals(told)) {
        progress.accept("waiting to write " + name + ": " + holder + " is writing it");
        told = holder;
      }
      LockSupport.parkNanos(POLL.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new WarehouseException(
            WarehouseException.Code.LEASE_HELD,
            "Cannot write " + name + ": interrupted while " + holder + " was writing it");
      }
    }
  }

  private @Nullable Row read(String name) {
    List<Row> rows =
        database.query(
            Leases::row, "SELECT " + COLUMNS + " FROM millrace_leases WHERE name = ?", name);
    return rows.isEmpty() ? null : rows.get(0);
  }

  /**
   * Since when the longest running holder of any lease has it, or nothing where none is held. What
   * a writer reads, it reads after that.
   *
   * @param runId a run whose own leases do not count
   */
  public Optional<Instant> oldestHolderBut(String runId) {
    long now = clock.millis();
    return database
        .query(
            Leases::row,
            "SELECT " + COLUMNS + " FROM millrace_leases WHERE expires_millis > ?",
            now)
        .stream()
        .map(Row::holder)
        .filter(holder -> !holder.runId().equals(runId) && !holder.isDead())
        .map(LeaseHolder::since)
        .min(Comparator.naturalOrder());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        new LeaseHolder(
            row.getString(2),
            row.getLong(3),
            row.getLong(4),
            row.getString(5),
            Instant.ofEpochMilli(row.getLong(6))),
        row.getLong(7));
  }

  private boolean insert(String name, LeaseHolder self, Instant now) {
    return database.update(
            "INSERT INTO millrace_leases (name, "
                + COLUMNS
                + ") VALUES (?, 1, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
            name,
            self.host(),
            self.pid(),
            self.started(),
            self.runId(),
            now.toEpochMilli(),
            now.plus(lasts).toEpochMilli())
        == 1;
  }

  private boolean replace(String name, Row old, LeaseHolder self, Instant now) {
    // the old expiry in the condition: a holder that has just renewed keeps its lease
    return database.update(
            "UPDATE millrace_leases SET token = token + 1, host = ?, pid = ?, started = ?,"
                + " run_id = ?, since_millis = ?, expires_millis = ?"
                + " WHERE name = ? AND token = ? AND expires_millis = ?",
            self.host(),
            self.pid(),
            self.started(),
            self.runId(),
            now.toEpochMilli(),
            now.plus(lasts).toEpochMilli(),
            name,
            old.token(),
            old.expires())
        == 1;
  }

  /** Renews a lease, unless it was released: a late renewal must not keep the next writer out. */
  boolean renew(Lease lease) {
    return database.update(
            "UPDATE millrace_leases SET expires_millis = ?"
                + " WHERE name = ? AND token = ? AND expires_millis > 0",
            clock.instant().plus(lasts).toEpochMilli(),
            lease.name(),
            lease.token())
        == 1;
  }

  void release(Lease lease) {
    database.update(
        "UPDATE millrace_leases SET expires_millis = 0 WHERE name = ? AND token = ?",
        lease.name(),
        lease.token());
  }

  Duration renewal() {
    return renewal;
  }
}
