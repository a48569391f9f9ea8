package io.millrace.graph.model;

import io.millrace.core.settings.ModelSettings;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What tokens cost, exactly.
 *
 * @param input of a million tokens sent
 * @param output of a million tokens answered
 */
record Prices(BigDecimal input, BigDecimal output) {
  private static final int MILLION_DIGITS = 6;

  /** The prices of the settings, if these have any. */
  static Optional<Prices> of(ModelSettings settings) {
    return settings
        .inputPrice()
        .flatMap(input -> settings.outputPrice().map(output -> new Prices(input, output)));
  }

  BigDecimal cost(long inputTokens, long outputTokens) {
    return input
        .multiply(BigDecimal.valueOf(inputTokens))
        .add(output.multiply(BigDecimal.valueOf(outputTokens)))
        .movePointLeft(MILLION_DIGITS);
  }
}
