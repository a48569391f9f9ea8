package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.query.access.AccessKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  @TempDir Path warehouse;

  @BeforeEach
  void publishedBefore() throws IOException {
    Files.createDirectory(warehouse.resolve("releases"));
  }

  private CommandLineRun run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandLineRun.json(warehouse, all);
  }

  @Test
  void aKeyIsShownOnceAndListedWithoutItsSecret() throws IOException {
    JsonNode created =
        run("create", "--name", "梅", "--groups", "财务,board", "--expires", "30d").done();
    String key = created.get("key").asText();
    assertThat(new AccessKeys(warehouse.resolve("access")).caller(key)).isPresent();
    JsonNode listed = run("list").done().at("/keys/0");
    assertThat(listed.get("state").asText()).isEqualTo("valid");
    assertThat(listed.get("groups")).hasSize(2);
    assertThat(listed.get("expires").isNull()).isFalse();
    assertThat(listed.toString()).doesNotContain(key.substring(14));
    assertThat(run("revoke", "梅").done().get("state").asText()).isEqualTo("revoked");
    assertThat(run("list").done().at("/keys/0/state").asText()).isEqualTo("revoked");
  }

  @Test
  void wrongUseIsSaid() {
    assertThat(run("create", "--name", "a b", "--groups", "g").failed(2).toString())
        .contains("a b");
    assertThat(
            run("create", "--name", "a", "--groups", "g", "--expires", "soon").failed(2).toString())
        .contains("soon", "30d");
    assertThat(run("revoke", "nobody").failed(2).toString()).contains("nobody");
    assertThat(CommandLineRun.of("keys").code()).isEqualTo(2);
  }

  @Test
  void aSlipInTheNameOfTheWarehouseIsAnError() {
    Path slip = warehouse.resolve("wharehouse");
    JsonNode error =
        CommandLineRun.json(slip, "keys", "create", "--name", "a", "--groups", "g").failed(2);
    assertThat(error.get("message").asText()).contains("wharehouse");
    assertThat(slip).doesNotExist();
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command : List.of("create", "list", "revoke")) {
      CommandLineRun help = CommandLineRun.of("keys", command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("Example:", "millrace keys " + command);
    }
  }
}
