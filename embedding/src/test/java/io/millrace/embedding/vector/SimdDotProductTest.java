package io.millrace.embedding.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SimdDotProductTest {
  @Test
  void everyLengthGivesTheSumOfProducts() {
    assertThat(DotProduct.isSimd()).as("tests run with the vector module").isTrue();
    Random random = new Random(1);
    for (int length = 0; length <= 600; length++) {
      float[] one = new float[length];
      float[] other = new float[length];
      double right = 0;
      for (int i = 0; i < length; i++) {
        one[i] = (float) random.nextGaussian();
        other[i] = (float) random.nextGaussian();
        right += (double) one[i] * other[i];
      }
      assertThat((double) DotProduct.of(one, other))
          .as("length %d", length)
          .isCloseTo(right, within(1e-4));
    }
  }

  @Test
  void vectorsOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> SimdDotProduct.of(new float[3], new float[4]))
        .hasMessageContaining("dimensions 3 and 4");
  }
}
