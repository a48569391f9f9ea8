package io.millrace.cluster.cli;

import io.millrace.core.settings.ModelSettings;
import io.millrace.graph.ExtractJob;
import io.millrace.graph.GraphJob;
import io.millrace.graph.model.ModelExtractJob;
import io.millrace.graph.model.ModelExtractor;
import io.millrace.graph.model.ModelPreview;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code graph} prints. */
final class GraphText {
  private static final int MONEY_DIGITS = 4;

  private GraphText() {}

  static Map<String, Object> json(JobRun.Done<ExtractJob.Result> done, String fingerprint) {
    ExtractJob.Result result = done.result();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", done.runId());
    json.put("revision", result.revision());
    json.put("extractor", fingerprint);
    json.put("texts", result.texts());
    json.put("mentions", result.mentions());
    json.put("seconds", done.seconds());
    return json;
  }

  static String text(JobRun.Done<ExtractJob.Result> done) {
    ExtractJob.Result result = done.result();
    return String.format(
        Locale.ROOT,
        "%d texts examined: %d mentions.%nEvery passage up to revision %d is examined. %.1f s",
        result.texts(),
        result.mentions(),
        result.revision(),
        done.seconds());
  }

  static Map<String, Object> json(JobRun.Done<GraphJob.Result> done) {
    GraphJob.Result result = done.result();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", done.runId());
    json.put("revision", result.revision());
    json.put("names", result.names());
    json.put("entities", result.entities());
    json.put("documents", result.documents());
    json.put("created", result.load().created());
    json.put("ended", result.load().ended());
    json.put("kept", result.load().kept());
    json.put("deadlocks", result.load().deadlocks());
    json.put("parts", result.seconds());
    json.put("seconds", done.seconds());
    return json;
  }

  static String loaded(JobRun.Done<GraphJob.Result> done) {
    GraphJob.Result result = done.result();
    return String.format(
        Locale.ROOT,
        "%d names are %d entities. %d documents compared: %d relationships new, %d ended, %d as"
            + " before.%nThe graph is as of revision %d. %.1f s",
        result.names(),
        result.entities(),
        result.documents(),
        result.load().created(),
        result.load().ended(),
        result.load().kept(),
        result.revision(),
        done.seconds());
  }

  static Map<String, Object> json(
      JobRun.Done<ModelExtractJob.Result> done, ModelExtractor extractor, ModelSettings settings) {
    ModelExtractJob.Result result = done.result();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", done.runId());
    json.put("revision", result.revision());
    json.put("name", extractor.name());
    json.put("extractor", extractor.fingerprint());
    json.put("texts", result.texts());
    json.put("mentions", result.mentions());
    json.put("facts", result.facts());
    json.put("dropped", result.dropped());
    json.put("calls", result.calls());
    json.put("inputTokens", result.inputTokens());
    json.put("outputTokens", result.outputTokens());
    json.put("cost", settings.inputPrice().isPresent() ? result.cost() : null);
    json.put("currency", settings.currency());
    json.put("seconds", done.seconds());
    return json;
  }

  static String text(
      JobRun.Done<ModelExtractJob.Result> done, ModelExtractor extractor, ModelSettings settings) {
    ModelExtractJob.Result result = done.result();
    return String.format(
        Locale.ROOT,
        "%s: %d texts examined: %d mentions, %d facts; %d answered that do not stand in their texts"
            + " and were dropped.%n%d calls, %d tokens sent, %d answered, %s.%n"
            + "Every passage up to revision %d is examined. %.1f s",
        extractor.name(),
        result.texts(),
        result.mentions(),
        result.facts(),
        result.dropped(),
        result.calls(),
        result.inputTokens(),
        result.outputTokens(),
        settings.inputPrice().isPresent()
            ? money(result.cost(), settings)
            : "cost unknown: no prices are set",
        result.revision(),
        done.seconds());
  }

  static Map<String, Object> json(ModelPreview.Estimate estimate, ModelSettings settings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", estimate.model());
    json.put("texts", estimate.texts());
    json.put("calls", estimate.calls());
    json.put("inputTokens", estimate.inputTokens());
    json.put("outputTokens", estimate.outputTokens());
    json.put("cost", estimate.cost().orElse(null));
    json.put("mostCost", estimate.most().orElse(null));
    json.put("currency", settings.currency());
    json.put("measuredCalls", estimate.measured());
    return json;
  }

  static String text(ModelPreview.Estimate estimate, ModelSettings settings) {
    return String.format(
        Locale.ROOT,
        "model:%s would be asked about %d texts; nothing was sent.%n"
            + "  calls          about %d%n"
            + "  tokens sent    about %d%n"
            + "  tokens answered about %d (at most %d for one answer)%n"
            + "  cost           %s%n"
            + "%s",
        estimate.model(),
        estimate.texts(),
        estimate.calls(),
        estimate.inputTokens(),
        estimate.outputTokens(),
        settings.maxOutput(),
        cost(estimate, settings),
        estimate.measured() == 0
            ? "Tokens are an estimate by Millrace's own tokenizer; once there are calls, these"
                + " correct it."
            : "Tokens are an estimate by Millrace's own tokenizer, corrected by "
                + estimate.measured()
                + " calls of this extractor.");
  }

  private static String cost(ModelPreview.Estimate estimate, ModelSettings settings) {
    Optional<String> about =
        estimate
            .cost()
            .flatMap(
                cost ->
                    estimate
                        .most()
                        .map(
                            most ->
                                "about "
                                    + money(cost, settings)
                                    + "; one call a text costs at most "
                                    + money(most, settings)));
    return about.orElse("unknown: set model.input-price and model.output-price")
        + settings
            .budget()
            .map(budget -> "; the run stops before it exceeds " + money(budget, settings))
            .orElse("; no budget is set");
  }

  private static String money(BigDecimal amount, ModelSettings settings) {
    return amount.setScale(MONEY_DIGITS, RoundingMode.UP).toPlainString()
        + " "
        + settings.currency();
  }
}
