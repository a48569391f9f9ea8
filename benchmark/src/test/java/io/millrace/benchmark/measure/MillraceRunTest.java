package io.millrace.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MillraceRunTest {
  @Test
  void namesProcessesByTheirCommandLine() {
    assertThat(MillraceRun.role("/bin/sh ./millrace ingest")).isEqualTo("launcher");
    assertThat(MillraceRun.role("java -cp x io.millrace.cluster.cli.Millrace ingest"))
        .isEqualTo(MillraceRun.DRIVER);
    assertThat(MillraceRun.role("java -Xmx1g org.apache.tika.pipes.PipesServer config"))
        .isEqualTo(MillraceRun.PARSER);
  }
}
