package io.millrace.graph.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogLikelihoodTest {
  @Test
  void aTableOfDunnings() {
    // "the swiss" of his table: 110, 2442, 111, 29114
    assertThat(LogLikelihood.ratio(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114))
        .isCloseTo(270.72, within(0.01));
  }

  @Test
  void chanceIsZeroAndApartIsNegative() {
    assertThat(LogLikelihood.ratio(25, 50, 50, 100)).isCloseTo(0, within(1e-9));
    assertThat(LogLikelihood.ratio(5, 50, 50, 100)).isNegative();
    assertThat(LogLikelihood.ratio(45, 50, 50, 100)).isPositive();
    assertThat(LogLikelihood.ratio(1, 1, 1, 1)).isZero();
    assertThat(LogLikelihood.ratio(3, 2, 2, 1)).isFinite();
  }
}
