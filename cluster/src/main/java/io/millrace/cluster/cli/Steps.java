package io.millrace.cluster.cli;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.embedding.ChosenEncoders;
import io.millrace.embedding.EmbedJob;
import io.millrace.embedding.IndexJob;
import io.millrace.embedding.encode.Encoders;
import io.millrace.graph.ExtractJob;
import io.millrace.graph.GraphJob;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.Patience;
import io.millrace.graph.extract.PortableExtractor;
import io.millrace.graph.load.GraphLoad;
import io.millrace.graph.model.ModelExtractJob;
import io.millrace.graph.model.ModelExtractor;
import io.millrace.graph.server.GraphServer;
import io.millrace.ingestion.IngestConfig;
import io.millrace.ingestion.IngestJob;
import io.millrace.ingestion.IngestProgress;
import io.millrace.ingestion.IngestResult;
import io.millrace.ingestion.write.ProcessorPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The steps that {@code embed} and {@code index} run alone and {@code run} and {@code demo} run
 * together.
 */
final class Steps {
  private static final int WRITERS = 4;

  private Steps() {}

  static IngestResult ingest(JobRun jobs, IngestConfig config) {
    Progress progress = Progress.to(jobs.err());
    try {
      return new IngestJob(
              jobs.warehouse(),
              jobs::spark,
              config,
              new IngestProgress() {
                @Override
                public void message(String message) {
                  jobs.say(message);
                }

                @Override
                public void parsed(long done, long total) {
                  progress.report("parse", done, total);
                }
              })
          .run();
    } finally {
      // in one process the encoders come next, and need the parsers' memory
      ProcessorPool.closeIdle();
    }
  }

  static JobRun.Done<EmbedJob.Result> embed(JobRun jobs, LeaseWait leaseWait) throws Exception {
    ChosenEncoders encoders = encoders(jobs);
    Progress progress = Progress.to(jobs.err());
    return jobs.run(
        "embed",
        described(encoders),
        runId ->
            new EmbedJob(
                    jobs.warehouse(),
                    jobs::spark,
                    new EmbedJob.Config(encoders, runId, leaseWait),
                    progress::report,
                    jobs::say)
                .run(),
        EmbedJob.Result::revision,
        result -> Map.of("texts", result.texts(), "tokens", result.tokens()));
  }

  static JobRun.Done<ExtractJob.Result> extract(
      JobRun jobs, PortableExtractor extractor, LeaseWait leaseWait) throws Exception {
    Progress progress = Progress.to(jobs.err());
    return jobs.run(
        "graph",
        Map.of("extractor", extractor.name(), "extractor.fingerprint", extractor.fingerprint()),
        runId ->
            new ExtractJob(
                    jobs.warehouse(),
                    jobs::spark,
                    new ExtractJob.Config(extractor, runId, leaseWait),
                    (done, total) -> progress.report("extract", done, total),
                    jobs::say)
                .run(),
        ExtractJob.Result::revision,
        result -> Map.of("texts", result.texts(), "mentions", result.mentions()));
  }

  static JobRun.Done<ModelExtractJob.Result> ask(
      JobRun jobs, ModelExtractor extractor, LeaseWait leaseWait) throws Exception {
    Progress progress = Progress.to(jobs.err());
    ModelSettings model = jobs.settings().model();
    Map<String, String> given = new LinkedHashMap<>();
    given.put("extractor", extractor.name());
    given.put("extractor.fingerprint", extractor.fingerprint());
    given.put("model.uri", model.uri().orElse(""));
    model.budget().ifPresent(most -> given.put("model.budget", most.toPlainString()));
    return jobs.run(
        "graph",
        given,
        runId ->
            new ModelExtractJob(
                    jobs.warehouse(),
                    jobs::spark,
                    new ModelExtractJob.Config(extractor, runId, leaseWait),
                    (done, total) -> progress.report("ask", done, total),
                    jobs::say)
                .run(),
        ModelExtractJob.Result::revision,
        result ->
            Map.of(
                "texts", result.texts(),
                "mentions", result.mentions(),
                "calls", result.calls(),
                "inputTokens", result.inputTokens(),
                "outputTokens", result.outputTokens()));
  }

  static JobRun.Done<GraphJob.Result> graph(
      JobRun jobs, List<String> extractors, LeaseWait leaseWait) throws Exception {
    Settings settings = jobs.settings();
    GraphAccess access = GraphServer.open(settings, jobs::say);
    GraphLoad.Config load =
        new GraphLoad.Config(
            access,
            jobs.warehouse().location(),
            WRITERS,
            new Patience(settings.neo4j().patience()));
    return jobs.run(
        "graph-load",
        Map.of("extractors", String.join(",", extractors), "neo4j.uri", access.uri()),
        runId ->
            new GraphJob(
                    jobs.warehouse(),
                    jobs::spark,
                    new GraphJob.Config(extractors, load, runId, leaseWait),
                    jobs::say)
                .run(),
        GraphJob.Result::revision,
        result ->
            Map.of(
                "names", result.names(),
                "entities", result.entities(),
                "documents", result.documents(),
                "created", result.load().created(),
                "ended", result.load().ended()));
  }

  static JobRun.Done<IndexJob.Result> index(JobRun jobs, LeaseWait leaseWait) throws Exception {
    ChosenEncoders encoders = encoders(jobs);
    Map<String, String> given = new LinkedHashMap<>(described(encoders));
    given.put("index.shards", Integer.toString(jobs.settings().index().shards()));
    return jobs.run(
        "index",
        given,
        runId ->
            new IndexJob(
                    jobs.warehouse(),
                    jobs::spark,
                    new IndexJob.Config(
                        encoders,
                        jobs.settings().index().shards(),
                        (int) (jobs.settings().index().ramBuffer() >> 20),
                        runId,
                        leaseWait),
                    jobs::say)
                .run(),
        IndexJob.Result::revision,
        result ->
            Map.of(
                "documents", result.documents(),
                "chunks", result.chunks(),
                "added", result.added(),
                "removed", result.removed()));
  }

  /** What {@code ingest} prints. */
  static Map<String, Object> ingestJson(IngestResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", result.run());
    json.put("revision", result.revision());
    json.put("source", result.source());
    json.put("discovered", result.discovered());
    json.put("skipped", result.skipped());
    json.put("new", result.added());
    json.put("changed", result.changed());
    json.put("unchanged", result.unchanged());
    json.put("deleted", result.deleted());
    json.put("live", result.live());
    json.put("duplicates", result.duplicates());
    json.put("rejected", result.rejected());
    json.put("chunks", result.chunks());
    json.put("seconds", result.seconds());
    return json;
  }

  static String ingestText(IngestResult result) {
    return String.format(
        Locale.ROOT,
        "Source %s, revision %d: %d files found (%d skipped): %d new, %d changed, %d unchanged, %d"
            + " deleted.%nNow %d live (%d duplicates) and %d rejected%s; %d chunks written. %.1f s",
        result.source(),
        result.revision(),
        result.discovered(),
        result.skipped(),
        result.added(),
        result.changed(),
        result.unchanged(),
        result.deleted(),
        result.live(),
        result.duplicates(),
        result.rejected(),
        result.rejected() > 0 ? " ('millrace rejects' says why)" : "",
        result.chunks(),
        result.seconds());
  }

  /** What {@code embed} prints. */
  static Map<String, Object> embedJson(JobRun.Done<EmbedJob.Result> done) {
    List<Map<String, Object>> models = new ArrayList<>();
    for (EmbedJob.Model model : done.result().models()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("model", model.model());
      row.put("texts", model.texts());
      row.put("tokens", model.tokens());
      models.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", done.runId());
    json.put("revision", done.result().revision());
    json.put("models", models);
    json.put("seconds", done.seconds());
    return json;
  }

  /** What {@code index} prints. */
  static Map<String, Object> indexJson(JobRun.Done<IndexJob.Result> done) {
    IndexJob.Result result = done.result();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", done.runId());
    json.put("revision", result.revision());
    json.put("generation", result.generation());
    json.put("documents", result.documents());
    json.put("chunks", result.chunks());
    json.put("added", result.added());
    json.put("removed", result.removed());
    json.put("seconds", done.seconds());
    return json;
  }

  static String embedText(JobRun.Done<EmbedJob.Result> done) {
    StringBuilder text = new StringBuilder();
    for (EmbedJob.Model model : done.result().models()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %d texts encoded (%d tokens)%n",
              model.model(),
              model.texts(),
              model.tokens()));
    }
    return text
        + String.format(
            Locale.ROOT,
            "Every passage up to revision %d has its vector. %.1f s",
            done.result().revision(),
            done.seconds());
  }

  static String indexText(JobRun.Done<IndexJob.Result> done) {
    IndexJob.Result result = done.result();
    return String.format(
        Locale.ROOT,
        "Generation %s of revision %d: %d documents, %d chunks (%d added, %d removed). %.1f s",
        result.generation(),
        result.revision(),
        result.documents(),
        result.chunks(),
        result.added(),
        result.removed(),
        done.seconds());
  }

  private static ChosenEncoders encoders(JobRun jobs) {
    return ChosenEncoders.of(jobs.settings().encoder(), Encoders.models());
  }

  private static Map<String, String> described(ChosenEncoders encoders) {
    return Map.of(
        "encoder.english", encoders.english(),
        "encoder.chinese", encoders.chinese(),
        "encoder.precision", encoders.precision().name().toLowerCase(Locale.ROOT),
        "encoder.device", encoders.device().name().toLowerCase(Locale.ROOT));
  }
}
