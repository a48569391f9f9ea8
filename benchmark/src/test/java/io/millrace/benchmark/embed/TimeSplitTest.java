package io.millrace.benchmark.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
  @Test
  void countsAnOperationWithoutWhatIsInsideIt() throws IOException {
    // matmul 0..10 holds bmm 2..8, which holds copy_ 3..4; then softmax 10..20
    String trace =
        """
        [{"name":"aten::copy_","ph":"X","ts":3,"dur":1},
         {"name":"aten::bmm","ph":"X","ts":2,"dur":6},
         {"name":"aten::matmul","ph":"X","ts":0,"dur":10},
         {"name":"note","ph":"i","ts":1},
         {"name":"aten::_softmax","ph":"X","ts":10,"dur":10}]
        """;

    assertThat(TimeSplit.of(trace))
        .isEqualTo(
            Map.of(
                "attention: products", 0.25,
                "copies", 0.05,
                "other", 0.2,
                "attention: softmax", 0.5));
  }
}
