package io.millrace.cluster.cli;

import io.millrace.core.revision.RunLedger;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Run;
import io.millrace.core.warehouse.Warehouse;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs over one warehouse and at most one Spark session, and enters each into the run ledger,
 * failed ones too. Closing it closes both.
 */
final class JobRun implements AutoCloseable {
  private final Settings settings;
  private final PrintWriter err;
  private final Warehouse warehouse;
  private final String command;
  private @Nullable SparkSession spark;

  private JobRun(Settings settings, String command, PrintWriter err, Warehouse warehouse) {
    this.settings = settings;
    this.command = command;
    this.err = err;
    this.warehouse = warehouse;
  }

  /** Opens the warehouse; says so if there was none, since its name may be a slip. */
  static JobRun open(Settings settings, String command, PrintWriter err) {
    JobRun jobs = new JobRun(settings, command, err, Warehouse.open(settings));
    if (jobs.warehouse.isNew()) {
      jobs.say("there was no warehouse in " + settings.warehouse() + ": it was made, empty");
    }
    return jobs;
  }

  Settings settings() {
    return settings;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /** The session, started when it is first needed: jobs that find nothing to do start none. */
  SparkSession spark() {
    if (spark == null) {
      spark = SparkSessions.open(settings, command);
    }
    return spark;
  }

  PrintWriter err() {
    return err;
  }

  /** A line for whoever watches: what a job waits for or has to say. */
  void say(String line) {
    err.println("millrace: " + line);
    err.flush();
  }

  /** A job's own work. */
  @FunctionalInterface
  interface Job<R> {
    R run(String runId) throws Exception;
  }

  /** A job's result and how long it took. */
  record Done<R>(String runId, R result, double seconds) {}

  /**
   * Runs a job and writes its row of {@code runs}.
   *
   * @param name the job's name in the ledger
   * @param given the settings that decided the result
   * @param revision the revision that it wrote or built as of
   * @param counts what it counted
   */
  <R> Done<R> run(
      String name,
      Map<String, String> given,
      Job<R> job,
      ToLongFunction<R> revision,
      Function<R, Map<String, Long>> counts)
      throws Exception {
    Instant started = Instant.now();
    String runId = RunLedger.newRunId(name, started);
    try {
      R result = job.run(runId);
      Instant finished = Instant.now();
      new RunLedger(warehouse)
          .record(
              new Run(
                  runId,
                  name,
                  Run.Status.SUCCEEDED,
                  started,
                  finished,
                  null,
                  revision.applyAsLong(result),
                  given,
                  counts.apply(result),
                  null));
      double seconds = (finished.toEpochMilli() - started.toEpochMilli()) / 1000.0;
      return new Done<>(runId, result, seconds);
    } catch (Exception e) {
      recordFailure(name, given, runId, started, e);
      throw e;
    }
  }

  /**
   * The failure itself matters more than that it could not be recorded: the second is added to the
   * first.
   */
  private void recordFailure(
      String name, Map<String, String> given, String runId, Instant started, Exception failure) {
    try {
      new RunLedger(warehouse)
          .record(
              new Run(
                  runId,
                  name,
                  Run.Status.FAILED,
                  started,
                  Instant.now(),
                  null,
                  null,
                  given,
                  new LinkedHashMap<>(),
                  ErrorReport.message(failure)));
    } catch (RuntimeException unrecorded) {
      failure.addSuppressed(unrecorded);
    }
  }

  @Override
  public void close() {
    try {
      if (spark != null) {
        spark.stop();
      }
    } finally {
      warehouse.close();
    }
  }
}
