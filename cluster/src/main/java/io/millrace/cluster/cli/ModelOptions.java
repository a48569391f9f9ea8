package io.millrace.cluster.cli;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Run;
import io.millrace.core.tokenize.LargestCount;
import io.millrace.embedding.ChosenEncoders;
import io.millrace.embedding.encode.Encoders;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which extractors work, and what a language model may cost. */
final class ModelOptions {
  private static final String MODEL = "model:";

  /** The ways to find things. */
  enum Kind {
    /** By rules, without a network. */
    RULES,
    /** By asking a language model. */
    MODEL;

    /** Whether a run of {@code graph} was of this kind. */
    boolean made(Run run) {
      return run.settings().getOrDefault("extractor", "").startsWith(ModelOptions.MODEL)
          == (this == MODEL);
    }

    /** The flag that chooses it, where it is not the default. */
    String flag() {
      return this == MODEL ? " --extractor model" : "";
    }
  }

  @Option(
      names = "--extractor",
      split = ",",
      paramLabel = "rules|model",
      description = {
        "What finds them: rules, or the language model of the settings model.uri and model.name, or"
            + " both: rules,model. Default rules.",
        "With 'model', every passage's text is sent to model.uri; see docs/graph-model.md."
      })
  private List<Kind> extractors = List.of(Kind.RULES);

  @Option(
      names = "--max-cost",
      paramLabel = "MONEY",
      description =
          "The most that this run may spend on a model, in model.currency; it stops before it would"
              + " exceed that.")
  private @Nullable String maxCost;

  @Option(
      names = "--dry-run",
      description = "Say how many calls a model would get, and what they would cost; make none.")
  private boolean dryRun;

  Set<Kind> extractors() {
    return new LinkedHashSet<>(extractors);
  }

  boolean dryRun() {
    return dryRun;
  }

  /** The flags that are settings. */
  Map<String, @Nullable String> flags() {
    Map<String, @Nullable String> flags = new LinkedHashMap<>();
    flags.put("model.budget", maxCost);
    return flags;
  }

  /** Refuses flags that would do nothing, and a model that cannot be asked. */
  void check(ModelSettings model) {
    if (!extractors().contains(Kind.MODEL)) {
      if (dryRun || maxCost != null) {
        throw new IllegalArgumentException(
            "Cannot use " + (dryRun ? "--dry-run" : "--max-cost") + " without --extractor model");
      }
      return;
    }
    if (model.name().isEmpty() || (model.uri().isEmpty() && !dryRun)) {
      throw new IllegalArgumentException(
          "Cannot ask a model: set model.uri and model.name in the file of --config, or"
              + " MILLRACE_MODEL_URI and MILLRACE_MODEL_NAME");
    }
  }

  /** Counts tokens as the encoders do, to estimate what a model counts. */
  static LargestCount tokens(Settings settings) {
    return LargestCount.open(ChosenEncoders.of(settings.encoder(), Encoders.models()).tokenizers());
  }
}
