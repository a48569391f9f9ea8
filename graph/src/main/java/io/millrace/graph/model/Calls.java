package io.millrace.graph.model;

import io.millrace.core.table.ModelCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls about one text: who pays, and who hears of them. For one thread. */
final class Calls {
  private final Purse purse;
  private final String textHash;
  private final long textTokens;
  private int made;

  /**
   * Who makes calls.
   *
   * @param runId the run
   * @param extractor its extractor's fingerprint
   * @param model the model's name
   * @param prices what tokens cost, if that is known
   * @param currency of the prices
   * @param budget what may be spent
   * @param log hears of every call; by many threads
   */
  record Purse(
      String runId,
      String extractor,
      String model,
      Optional<Prices> prices,
      String currency,
      Budget budget,
      Consumer<ModelCall> log) {}

  Calls(Purse purse, String textHash, long textTokens) {
    this.purse = purse;
    this.textHash = textHash;
    this.textTokens = textTokens;
  }

  Budget budget() {
    return purse.budget();
  }

  /** What tokens cost; nothing without prices. */
  BigDecimal cost(long inputTokens, long outputTokens) {
    return purse
        .prices()
        .map(prices -> prices.cost(inputTokens, outputTokens))
        .orElse(BigDecimal.ZERO);
  }

  void tell(
      Instant started,
      Duration took,
      ModelCall.Outcome outcome,
      long estimated,
      Reply.@Nullable Usage usage,
      BigDecimal cost,
      @Nullable String message) {
    made++;
    purse
        .log()
        .accept(
            new ModelCall(
                purse.runId() + "-" + textHash + "-" + made,
                purse.runId(),
                purse.extractor(),
                purse.model(),
                textHash,
                made,
                started,
                took.toMillis(),
                outcome,
                textTokens,
                estimated,
                usage == null ? null : usage.input(),
                usage == null ? null : usage.output(),
                usage == null ? null : usage.cached(),
                cost.doubleValue(),
                purse.currency(),
                message));
  }
}
