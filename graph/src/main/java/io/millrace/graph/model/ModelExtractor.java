package io.millrace.graph.model;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.ModelCall;
import io.millrace.core.tokenize.TokenCounter;
import io.millrace.graph.extract.Extractor;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a language model what a text speaks of. Answers are kept to what stands in the text, word
 * for word. Safe for many threads; each waits for its answer. It is not sent to executors: a task
 * that Spark repeats would pay twice, and nobody would know what all of them spend ({@link
 * ModelExtractJob}).
 */
public final class ModelExtractor implements Extractor {
  private final String model;
  private final Prompt prompt;
  private final TokenCounter tokens;
  private final Caller caller;
  private final ModelSettings settings;

  /**
   * An extractor of the settings' model.
   *
   * @param tokens counts texts, for the record of calls; the caller closes it
   * @throws IllegalArgumentException where the settings name no server or no model
   */
  public ModelExtractor(ModelSettings settings, TokenCounter tokens) {
    this(settings, tokens, Backoff.of(settings.attempts()));
  }

  ModelExtractor(ModelSettings settings, TokenCounter tokens, Backoff backoff) {
    this.model = named(settings);
    this.settings = settings;
    this.tokens = tokens;
    this.prompt = new Prompt(settings, model);
    String uri =
        settings
            .uri()
            .orElseThrow(
                () -> new IllegalArgumentException("Cannot ask a model: model.uri is not set"));
    this.caller = new Caller(new Endpoint(uri, settings), settings, prompt, tokens, backoff);
  }

  /** The model that the settings name. */
  static String named(ModelSettings settings) {
    return settings
        .name()
        .orElseThrow(
            () -> new IllegalArgumentException("Cannot ask a model: model.name is not set"));
  }

  @Override
  public String name() {
    return "model:" + model;
  }

  @Override
  public String fingerprint() {
    return prompt.fingerprint();
  }

  ModelSettings settings() {
    return settings;
  }

  /**
   * What a text speaks of; one call, outside any budget and record.
   *
   * @throws ModelException where there is no answer that can be used
   */
  @Override
  public Extraction extract(String textHash, String text) {
    try {
      return examine(textHash, text, purse("", new Budget(Optional.empty()), call -> {}))
          .extraction();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException(
          ModelException.Code.MODEL_UNAVAILABLE, "Cannot examine a text: interrupted", e);
    }
  }

  /** Who pays for the calls of a run. */
  Calls.Purse purse(String runId, Budget budget, Consumer<ModelCall> log) {
    return new Calls.Purse(
        runId, fingerprint(), model, Prices.of(settings), settings.currency(), budget, log);
  }

  /** Asks; where the answer is not of the form asked for, once more with what is wrong. */
  Placement.Placed examine(String textHash, String text, Calls.Purse purse)
      throws InterruptedException {
    Calls calls = new Calls(purse, textHash, tokens.count(text));
    Answer answer;
    try {
      answer = caller.call(prompt.about(text), calls, Answer::read);
    } catch (Caller.UnusableException first) {
      String problem = String.valueOf(first.getMessage());
      try {
        answer = caller.call(prompt.again(text, first.content(), problem), calls, Answer::read);
      } catch (Caller.UnusableException second) {
        throw new ModelException(
            ModelException.Code.MODEL_ANSWER,
            "Cannot use the model's answer, asked twice: " + second.getMessage(),
            second);
      }
    }
    return new Placement(text, name()).place(textHash, fingerprint(), answer);
  }
}
