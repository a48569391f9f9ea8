package io.millrace.cluster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.process.Detached;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonStartTest {
  /** Says that it runs, and ends at the first byte that it reads. */
  static final class Waiting {
    public static void main(String[] arguments) throws IOException {
      System.out.println("runs");
      System.exit(System.in.read() == 'x' ? 42 : 1);
    }
  }

  /** With the programs of this machine, and with none, so without {@code setsid}. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void javaOutlivesAHangupAndAnInterruptOfItsTerminal(boolean programs) throws Exception {
    List<String> command = new ArrayList<>(Detached.COMMAND);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Waiting.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    if (!programs) {
      builder.environment().put("PATH", "/none");
    }
    Process process = builder.start();
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("runs");
      assertThat(process.toHandle().info().command().orElseThrow()).endsWith("java");
      for (String signal : List.of("-HUP", "-INT")) {
        String pid = Long.toString(process.pid());
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
      }
      process.getOutputStream().write('x');
      process.getOutputStream().flush();
      assertThat(process.waitFor()).isEqualTo(42);
    } finally {
      process.destroyForcibly();
    }
  }
}
