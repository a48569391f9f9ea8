package io.millrace.cluster.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.millrace.cluster.service.QueryService;
import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Run;
import io.millrace.core.table.Tables;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.Manifest;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.server.GraphServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows what the warehouse holds and what the last runs did.",
    footer = {"", "Example:", "  millrace status --runs 5"})
final class StatusCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--runs", paramLabel = "N", description = "How many runs to list. Default 10.")
  private int runs = 10;

  @Override
  public Integer call() throws IOException {
    try (JobRun jobs = JobRun.open(common.settings(), "status", common.err())) {
      List<Map<String, Object>> runs = runs(jobs);
      Map<String, Object> status = status(jobs);
      status.put("runs", runs);
      common.print(status, text(status, runs));
    }
    return 0;
  }

  private Map<String, Object> status(JobRun jobs) throws IOException {
    long revision = new Revisions(jobs.warehouse()).last();
    Row documents = documents(jobs, revision);
    Map<String, Object> byOutcome = new LinkedHashMap<>();
    byOutcome.put("live", documents.getLong(0));
    byOutcome.put("duplicates", documents.getLong(1) - documents.getLong(2));
    byOutcome.put("rejected", documents.getLong(3));
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("revision", revision);
    status.put("documents", byOutcome);
    status.put("chunks", documents.getLong(4));
    status.put("vectors", vectors(jobs));
    status.put(
        "generation",
        new Generations(jobs.warehouse().index()).newest().map(Manifest::generation).orElse(null));
    status.put(
        "release",
        new Releases(jobs.warehouse().releases()).live().map(Release::release).orElse(null));
    status.put(
        "service",
        new QueryService(WarehouseFolders.of(jobs.settings()), jobs.settings().query())
            .running()
            .map(QueryService.Running::url)
            .orElse(null));
    status.put("graph", GraphServer.find(jobs.settings()).map(GraphAccess::uri).orElse(null));
    return status;
  }

  /** live, live with text, distinct contents among those, rejected, chunks. */
  private static Row documents(JobRun jobs, long revision) {
    Column live = col("outcome").equalTo(Outcome.LIVE.name());
    Column rejected = col("outcome").equalTo(Outcome.REJECTED.name());
    Column withText = live.and(length(col("text")).gt(0));
    return new DocumentStates(jobs.warehouse(), jobs.spark())
        .state(revision)
        .agg(
            count(when(live, lit(1))),
            count(when(withText, lit(1))),
            countDistinct(when(withText, col("content_hash"))),
            count(when(rejected, lit(1))),
            coalesce(sum(when(live, size(col("chunks")))), lit(0L)))
        .first();
  }

  private static Map<String, Object> vectors(JobRun jobs) {
    Map<String, Object> vectors = new LinkedHashMap<>();
    for (Row row :
        jobs.warehouse()
            .read(jobs.spark(), Tables.VECTORS)
            .groupBy("model")
            .agg(countDistinct("text_hash", "encoder"))
            .orderBy("model")
            .collectAsList()) {
      vectors.put(row.getString(0), row.getLong(1));
    }
    return vectors;
  }

  private List<Map<String, Object>> runs(JobRun jobs) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Run run : new RunLedger(jobs.warehouse()).recent(runs)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("run", run.runId());
      row.put("job", run.job());
      row.put("status", run.status().name().toLowerCase(Locale.ROOT));
      row.put("started", run.started());
      row.put("seconds", (run.finished().toEpochMilli() - run.started().toEpochMilli()) / 1000.0);
      row.put("revision", run.outputRevision());
      row.put("counts", new TreeMap<>(run.counts()));
      row.put("message", run.message());
      rows.add(row);
    }
    return rows;
  }

  private static String text(Map<String, Object> status, List<Map<String, Object>> runs) {
    StringBuilder text = new StringBuilder();
    text.append("revision    ").append(status.get("revision")).append('\n');
    text.append("documents   ").append(plain(status.get("documents"))).append('\n');
    text.append("chunks      ").append(status.get("chunks")).append('\n');
    text.append("vectors     ").append(plain(status.get("vectors"))).append('\n');
    text.append("generation  ").append(orNone(status.get("generation"))).append('\n');
    text.append("release     ").append(orNone(status.get("release"))).append('\n');
    text.append("service     ").append(orNone(status.get("service"))).append('\n');
    text.append("graph       ").append(orNone(status.get("graph"))).append('\n');
    for (Map<String, Object> run : runs) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-9s %-9s %s  %.1f s  %s",
              run.get("job"),
              run.get("status"),
              run.get("started"),
              run.get("seconds"),
              run.get("message") == null ? plain(run.get("counts")) : run.get("message")));
    }
    return text.toString();
  }

  private static String plain(@Nullable Object map) {
    return String.valueOf(map).replaceAll("[{}]", "").replace('=', ' ');
  }

  private static Object orNone(@Nullable Object value) {
    return value == null ? "none" : value;
  }
}
