package io.millrace.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void medianOfOddAndEvenRuns() {
    assertThat(Series.of(3, 1, 2)).isEqualTo(new Series(2, 1, 3, 3));
    assertThat(Series.of(4, 1, 2, 3)).isEqualTo(new Series(2.5, 1, 4, 4));
    assertThatThrownBy(Series::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ratiosArePairedRunByRun() {
    // 2/1, 8/2, 9/3: 2, 4, 3
    assertThat(Series.ratio(new double[] {2, 8, 9}, new double[] {1, 2, 3}))
        .isEqualTo(new Series(3, 2, 4, 3));
    assertThatThrownBy(() -> Series.ratio(new double[] {1}, new double[] {1, 2}))
        .hasMessageContaining("1 runs with 2 runs");
  }

  @Test
  void printsWhatIsWorthReading() {
    assertThat(Series.of(1234.5)).hasToString("1,235");
    assertThat(Series.of(0.12345, 0.2, 0.1)).hasToString("0.1235 (0.1000 to 0.2000)");
  }
}
