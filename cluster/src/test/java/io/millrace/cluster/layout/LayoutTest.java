package io.millrace.cluster.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void executorsGetWhatTheDriverHas() {
    Map<String, String> settings = new Layout(Path.of("/opt/mill race")).executorSettings();

    assertThat(settings.get("spark.executor.extraClassPath"))
        .isEqualTo("/opt/mill race/millrace.jar:/opt/mill race/spark/jars/*:/opt/mill race/lib/*");
    // as this process has it, not as the layout would
    assertThat(settings.get("spark.executor.defaultJavaOptions"))
        .contains("\"-Dmillrace.parsers=" + System.getProperty("millrace.parsers") + "\"")
        .contains("\"-Dmillrace.home=/opt/mill race\"")
        .contains("--add-modules=jdk.incubator.vector");
    assertThat(settings).containsEntry("spark.executorEnv.LC_ALL", "C.UTF-8");
  }
}
