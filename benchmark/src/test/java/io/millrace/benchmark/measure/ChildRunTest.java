package io.millrace.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildRunTest {
  private static ChildRun sh(String script) throws Exception {
    return ChildRun.of(
        List.of("sh", "-c", script),
        Map.of("GIVEN", "里"),
        line -> line.contains("awk") ? "worker" : "shell",
        Duration.ofSeconds(60));
  }

  @Test
  void countsTheTimeOfGrandchildren() throws Exception {
    ChildRun run = sh("awk 'BEGIN { for (i = 0; i < 20000000; i++) x += i; print x }'; true");

    assertThat(run.exitCode()).isZero();
    assertThat(run.cpuSecondsByRole().get("worker")).isPositive();
    assertThat(run.cpuSeconds()).isGreaterThanOrEqualTo(run.cpuSecondsByRole().get("worker"));
    assertThat(run.peakBytes().get("worker")).isGreaterThan(100_000);
  }

  @Test
  void namesAProcessByWhatItBecame() throws Exception {
    ChildRun run = sh("exec awk 'BEGIN { for (i = 0; i < 20000000; i++) x += i; print x }'");

    assertThat(run.cpuSecondsByRole().get("worker")).isPositive();
  }

  @Test
  void seesManyShortProcessesToTheEnd() throws Exception {
    ChildRun run =
        sh(
            "for i in $(seq 300); do true | cat; done;"
                + " awk 'BEGIN { for (i = 0; i < 20000000; i++) x += i; print x }'; true");

    assertThat(run.cpuSecondsByRole().get("worker")).isPositive();
  }

  @Test
  void saysWhatAFailedProgramSaid() throws Exception {
    ChildRun run = sh("echo $GIVEN; echo broken >&2; exit 3");

    assertThat(run.output()).isEqualTo("里\n");
    assertThatThrownBy(run::done).hasMessageContaining("3").hasMessageContaining("broken");
  }
}
