package io.millrace.benchmark.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
  @TempDir private Path folder;

  @Test
  void findsThePairThatIsFurthestApart() throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    Vectors.write(one, new float[][] {{1, 0}, {2, 0}});
    Vectors.write(other, new float[][] {{3, 0}, {3, 4}});

    // (2·3 + 0·4) / (2 · 5)
    assertThat(Vectors.smallestCosine(one, other, 2)).isEqualTo(0.6, Offset.offset(1e-12));
    assertThatThrownBy(() -> Vectors.smallestCosine(one, other, 3))
        .hasMessageContaining("4 and 4 numbers for 3 vectors");
  }
}
