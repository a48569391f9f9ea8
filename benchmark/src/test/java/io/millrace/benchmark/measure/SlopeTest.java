package io.millrace.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlopeTest {
  @Test
  void theStartCancels() {
    // 12 s of start and 0.5 s a unit: 60 units cost 42, 200 cost 112
    assertThat(Slope.of(60, 42, 200, 112)).isEqualTo(new Slope(0.5, 12));
  }

  @Test
  void sizesMustGrow() {
    assertThatThrownBy(() -> Slope.of(2, 1, 2, 1)).hasMessageContaining("from the size 2.0 to 2.0");
  }
}
