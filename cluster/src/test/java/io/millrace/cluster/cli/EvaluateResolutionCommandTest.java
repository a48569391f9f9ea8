package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of the same thing through the command line: real files, nothing replaced. */
class EvaluateResolutionCommandTest {
  private static final String MAKERS = "索尼松下东芝夏普三星海尔长虹康佳创维小米";

  @TempDir Path folder;

  /** Sixty devices, each in two lists: with other words, width, and parting of the code. */
  private void write() throws IOException {
    StringBuilder first = new StringBuilder("编号,名称,价格\n");
    StringBuilder second = new StringBuilder("编号,名称,价格\n");
    StringBuilder matches = new StringBuilder("a,b\n");
    for (int i = 0; i < 60; i++) {
      String maker = MAKERS.substring(i % 10 * 2, i % 10 * 2 + 2);
      int number = 1000 + 37 * i;
      first.append("a%d,%s電視 KD-%dX,%d\n".formatted(i, maker, number, 900 + i));
      second.append("b%d,%s电视机 ＫＤ%dＸ 黑色,%d\n".formatted(i, maker, number, 905 + i));
      matches.append("a%d,b%d\n".formatted(i, i));
    }
    Files.writeString(folder.resolve("a.csv"), first);
    Files.writeString(folder.resolve("b.csv"), second);
    Files.writeString(folder.resolve("matches.csv"), matches);
  }

  private CommandLineRun resolution(String... more) {
    String[] arguments = new String[6 + more.length];
    arguments[0] = "evaluate";
    arguments[1] = "resolution";
    arguments[2] = "--records";
    arguments[3] = folder.resolve("a.csv") + "," + folder.resolve("b.csv");
    arguments[4] = "--matches";
    arguments[5] = folder.resolve("matches.csv").toString();
    System.arraycopy(more, 0, arguments, 6, more.length);
    return CommandLineRun.json(folder, arguments);
  }

  @Test
  void chineseListsAreMatchedByWhatTheirColumnsHold() throws IOException {
    write();
    JsonNode result = resolution("--seeds", "2").done();
    assertThat(result.get("fields").get(0).asText()).isEqualTo("名称: text");
    assertThat(result.get("fields").get(1).asText()).isEqualTo("价格: number");
    assertThat(result.get("runs")).hasSize(2);
    assertThat(result.get("runs").get(0).get("seed").asInt()).isEqualTo(1);
    assertThat(result.get("runs").get(0).get("testRecords").asInt()).isEqualTo(60);
    assertThat(result.get("pairF1").get("lowest").asDouble()).isGreaterThan(0.9);

    JsonNode untrained = resolution("--unsupervised").done();
    assertThat(untrained.get("runs").get(0).get("testRecords").asInt()).isEqualTo(120);
    assertThat(untrained.get("pairF1").get("mean").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    write();
    Files.writeString(folder.resolve("matches.csv"), "a,b\na1,a2\n");
    assertThat(resolution().failed(1).get("message").asText())
        .contains("matches.csv:2")
        .contains("b.csv has the id a2");
    assertThat(resolution("--train", "1.5").failed(2).get("message").asText()).contains("1.5");
  }
}
