package io.millrace.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void keepsRunsApartAndInOrder() {
    Figures figures = new Figures();
    figures.add("b", "CPU s", 3);
    figures.add("a", "CPU s", 7);
    figures.add("b", "CPU s", 1);

    assertThat(figures.subjects()).containsExactly("b", "a");
    assertThat(figures.runs("b", "CPU s")).containsExactly(3, 1);
    assertThat(figures.of("b")).containsEntry("CPU s", new Series(2, 1, 3, 2));
    assertThatThrownBy(() -> figures.runs("a", "wall s")).hasMessageContaining("'wall s' of 'a'");
  }
}
