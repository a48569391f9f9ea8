package io.millrace.benchmark.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactTest {
  @TempDir Path folder;

  @Test
  void nearestAreThoseWithTheLargestProducts() throws IOException {
    float[] a = {1, 0, 0, 0, 0, 0, 0, 0};
    float[] b = {0, 0, 0, 0, 0, 0, 0, 1};
    float[] both = {0.6f, 0, 0, 0, 0, 0, 0, 0.8f};
    Matrix.write(folder.resolve("m"), List.of(a, b, both));
    List<float[]> rows = Matrix.read(folder.resolve("m"), 8);

    assertThat(rows).hasSize(3);
    // products with b: 0, 1, 0.8
    assertThat(Exact.nearest(b, rows, 2)).containsExactly(1, 2);
    assertThat(Exact.recall(List.of("x", "y"), List.of("y", "z"))).isEqualTo(0.5);
  }

  @Test
  void aQuantileIsTheSmallestThatSoManyDoNotExceed() {
    double[] values = {4, 1, 3, 2};

    assertThat(Exact.quantile(values, 0.5)).isEqualTo(2);
    assertThat(Exact.quantile(values, 0.51)).isEqualTo(3);
    assertThat(Exact.quantile(values, 0.99)).isEqualTo(4);
  }
}
