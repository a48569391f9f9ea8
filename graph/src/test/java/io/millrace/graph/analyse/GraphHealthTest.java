package io.millrace.graph.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GraphHealthTest {
  @Test
  void theKarateClub() {
    GraphHealth health = GraphHealth.of(KarateClub.graph());
    assertThat(health.nodes()).isEqualTo(34);
    assertThat(health.edges()).isEqualTo(78);
    assertThat(health.isolated()).isZero();
    assertThat(health.components()).isEqualTo(1);
    // 78 of 34·33/2 = 561 pairs
    assertThat(health.density()).isCloseTo(0.1390374332, within(1e-9));
    assertThat(health.meanDegree()).isCloseTo(156.0 / 34, within(1e-9));
    assertThat(health.medianDegree()).isEqualTo(3);
    assertThat(health.largestHub()).isEqualTo("33");
    assertThat(health.largestDegree()).isEqualTo(17);
    // degree 0; 1; 2 and 3; 4 to 7; 8 to 15; 16 and 17
    assertThat(health.degrees()).containsExactly(0L, 1L, 17L, 11L, 3L, 2L);
  }

  @Test
  void componentsAndIsolatedNodes() {
    GraphHealth health =
        GraphHealth.of(
            new GraphBuilder()
                .pair("a", "b", 1)
                .pair("c", "d", 1)
                .pair("d", "e", 1)
                .node("f")
                .build(evidence -> 1));
    assertThat(health.components()).isEqualTo(3);
    assertThat(health.largestComponent()).isEqualTo(3);
    assertThat(health.isolated()).isEqualTo(1);
    assertThat(health.largestHub()).isEqualTo("d");
  }

  @Test
  void nothing() {
    GraphHealth health = GraphHealth.of(new GraphBuilder().build(evidence -> 1));
    assertThat(health.nodes()).isZero();
    assertThat(health.largestHub()).isNull();
    assertThat(health.degrees()).isEmpty();
  }
}
