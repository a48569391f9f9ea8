package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command printed, run through the real main class in this process.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandLineRun(int code, String out, String err) {

  static CommandLineRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Millrace.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandLineRun(code, out.toString(), err.toString());
  }

  /** Runs a command on a warehouse with {@code --json}. */
  static CommandLineRun json(Path warehouse, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--warehouse", warehouse.toString(), "--json"));
    if (!List.of("search", "publish", "rollback", "releases", "deny", "keys", "evaluate")
        .contains(arguments[0])) {
      all.addAll(List.of("--master", "local[2]"));
    }
    return of(all.toArray(String[]::new));
  }

  /** The one JSON object on standard output of a command that must have succeeded. */
  JsonNode done() {
    assertThat(code).as(err).isZero();
    return tree();
  }

  /** The error object of a command that must have ended with {@code expected}. */
  JsonNode failed(int expected) {
    assertThat(code).as(out + err).isEqualTo(expected);
    return tree().get("error");
  }

  private JsonNode tree() {
    assertThat(out.strip().lines()).as(out).hasSize(1);
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + out, e);
    }
  }
}
