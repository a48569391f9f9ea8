package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs {@code ./millrace} in processes of its own, as a user does.
 *
 * @param layout the layout to run from
 * @param folder where the output of the processes goes
 * @param environment variables beside this process's
 */
record Launcher(Path layout, Path folder, Map<String, String> environment) {
  /** A command that runs, and the files that it writes to. */
  record Running(Process process, Path out, Path err) {
    /** Its standard output, once it has ended well. */
    String output() throws IOException, InterruptedException {
      int code = process.waitFor();
      String written = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(code).as("%s%n%s", written, Files.readString(err)).isZero();
      return written;
    }

    /** The JSON object that it printed. */
    JsonNode json() throws IOException, InterruptedException {
      return new ObjectMapper().readTree(output());
    }
  }

  Running start(String... arguments) throws IOException {
    Path out = Files.createTempFile(folder, arguments[0], ".out");
    Path err = Files.createTempFile(folder, arguments[0], ".err");
    List<String> command = new ArrayList<>(List.of(Path.of("../millrace").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("MILLRACE_HOME", layout.toString());
    builder.environment().put("MILLRACE_MEMORY", "768m");
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  JsonNode json(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return start(all.toArray(String[]::new)).json();
  }
}
