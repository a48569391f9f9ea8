package io.millrace.core.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code model}: the language model that {@code graph --extractor model} asks, what it
 * costs, and how much may be spent.
 *
 * @param uri {@code uri}: base of an OpenAI-compatible API, such as {@code
 *     http://127.0.0.1:8080/v1}; texts are sent there and nowhere else; no default
 * @param name {@code name}: the model, as the server knows it; no default
 * @param key {@code key}: the API key; default none
 * @param inputPrice {@code input-price}: of a million tokens sent; default unknown
 * @param outputPrice {@code output-price}: of a million tokens answered; default unknown
 * @param currency {@code currency}: of prices and budget; default USD
 * @param budget {@code budget}: most that one run may spend; default no limit
 * @param concurrency {@code concurrency}: calls at a time; default 4
 * @param timeout {@code timeout}: longest wait for one answer; default 2 minutes
 * @param attempts {@code attempts}: how often a call is tried that the server limits or fails;
 *     default 5
 * @param maxOutput {@code max-output}: most tokens of one answer; default 2,048
 * @param format {@code format}: how the server is asked for JSON; default json-schema
 * @param parameters {@code parameters}: which parameters the model takes; default chat
 */
public record ModelSettings(
    Optional<String> uri,
    Optional<String> name,
    Optional<Secret> key,
    Optional<BigDecimal> inputPrice,
    Optional<BigDecimal> outputPrice,
    String currency,
    Optional<BigDecimal> budget,
    int concurrency,
    Duration timeout,
    int attempts,
    int maxOutput,
    Format format,
    Parameters parameters) {
  private static final long DEAREST = 1_000_000;
  private static final long LARGEST_BUDGET = 100_000_000;

  /** How JSON is asked for. */
  public enum Format {
    /** The server is given the schema and keeps to it. */
    JSON_SCHEMA,
    /** The server is asked for some JSON object; the schema stands in the prompt. */
    JSON_OBJECT
  }

  /** Which parameters a model takes. */
  public enum Parameters {
    /** {@code max_tokens} and {@code temperature}. */
    CHAT,
    /** {@code max_completion_tokens} and no {@code temperature}, as models that reason want it. */
    REASONING
  }

  static ModelSettings read(SettingsReader reader) {
    return new ModelSettings(
        reader.optionalText("model.uri"),
        reader.optionalText("model.name"),
        reader.optionalText("model.key").map(Secret::new),
        reader.amount("model.input-price", DEAREST),
        reader.amount("model.output-price", DEAREST),
        reader.text("model.currency", "USD"),
        reader.amount("model.budget", LARGEST_BUDGET),
        reader.count("model.concurrency", 4, 1, 256),
        reader.duration("model.timeout", Duration.ofMinutes(2)),
        reader.count("model.attempts", 5, 1, 20),
        reader.count("model.max-output", 2_048, 16, 1_000_000),
        reader.choice("model.format", Format.JSON_SCHEMA),
        reader.choice("model.parameters", Parameters.CHAT));
  }

  void check(SettingsReader reader) {
    uri.ifPresent(each -> check(each, reader));
    reader.check(
        inputPrice.isPresent() == outputPrice.isPresent(),
        "Cannot use model.input-price and model.output-price one without the other: give both or"
            + " neither; a price may be 0");
    reader.check(
        budget.isEmpty() || inputPrice.isPresent(),
        "Cannot use model.budget without model.input-price and model.output-price: what a call"
            + " costs is not known");
    reader.check(
        timeout.toMillis() >= 100,
        "Cannot use model.timeout " + timeout.toMillis() + "ms: at least 100ms");
  }

  /** What is in it is printed and kept in the run ledger, so it may hold no secret. */
  private static void check(String text, SettingsReader reader) {
    String wanted = ": it must be like https://host/v1, without user, password, ? and #";
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      reader.check(
          Set.of("http", "https").contains(scheme)
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null,
          "Cannot use model.uri" + wanted);
    } catch (URISyntaxException e) {
      reader.check(false, "Cannot use model.uri" + wanted);
    }
  }
}
