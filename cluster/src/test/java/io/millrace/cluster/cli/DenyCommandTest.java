package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.release.DenyList;
import io.millrace.core.release.DenyList.Narrowed;
import io.millrace.core.table.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands over two releases of the same documents. */
class DenyCommandTest {
  private static final String NOTE = "file:///note-3";
  private static final String OTHER = "file:///文档 4";

  @TempDir Path folder;
  private Path warehouse;

  @BeforeEach
  void twoNights() throws IOException {
    warehouse = folder.resolve("warehouse");
    Nights nights = new Nights(9);
    nights.next(warehouse);
    nights.next(warehouse);
  }

  private List<String> found(String... options) {
    String[] search = {"search", "pump in hall 3 was checked", "--mode", "bm25"};
    String[] all = new String[search.length + options.length];
    System.arraycopy(search, 0, all, 0, search.length);
    System.arraycopy(options, 0, all, search.length, options.length);
    return CommandLineRun.json(warehouse, all).done().findValuesAsText("uri");
  }

  private JsonNode deny(String... arguments) {
    return run(arguments).done();
  }

  private CommandLineRun run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "deny";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandLineRun.json(warehouse, all);
  }

  @Test
  void whatIsAddedNobodySeesInAnyReleaseUntilItIsRemoved() {
    assertThat(found()).contains(NOTE);

    JsonNode added = deny("add", NOTE, OTHER, "--why", "撤回").get("added");
    assertThat(added.findValuesAsText("uri"))
        .containsExactly(NOTE, "file:///%E6%96%87%E6%A1%A3%204");
    assertThat(found()).isNotEmpty().doesNotContain(NOTE);
    assertThat(found("--release", "r000001")).isNotEmpty().doesNotContain(NOTE);

    JsonNode list = deny("list");
    assertThat(list.at("/forgotten/0/document").asText()).isEqualTo(Ids.document(NOTE));
    assertThat(list.at("/forgotten/0/why").asText()).isEqualTo("撤回");
    assertThat(list.get("narrowed")).isEmpty();

    JsonNode unknown = run("remove", "file:///note-5").failed(1);
    assertThat(unknown.get("code").asText()).isEqualTo("RELEASE");
    assertThat(deny("remove", NOTE).get("removed")).hasSize(1);
    assertThat(found()).contains(NOTE);
  }

  @Test
  void whoLostADocumentDoesNotFindItInAReleaseFromBefore() throws IOException {
    new DenyList(warehouse.resolve("releases"))
        .narrow(List.of(new Narrowed(Ids.document(NOTE), List.of("board"), 2)), () -> {});

    assertThat(found()).as("live, as of revision 2").contains(NOTE);
    CommandLineRun.json(warehouse, "rollback").done();
    assertThat(found()).isNotEmpty().doesNotContain(NOTE);
    assertThat(found("--groups", "public,board")).contains(NOTE);
    JsonNode narrowed = deny("list").get("narrowed");
    assertThat(narrowed).hasSize(1);
    assertThat(narrowed.at("/0/groups").asText()).isEqualTo("board");
    assertThat(narrowed.at("/0/documents").asInt()).isEqualTo(1);
  }

  @Test
  void whatHidesNothingIsSaid() throws IOException {
    assertThat(deny("add", NOTE).at("/added/0/known").asBoolean()).isTrue();
    assertThat(deny("add", "file:///nothing").at("/added/0/known").asBoolean()).isFalse();
    Path documents = Files.createDirectories(folder.resolve("documents"));
    assertThat(run("add", documents.toString()).failed(2).get("message").asText())
        .contains("it is a folder");
    Path link = Files.createSymbolicLink(folder.resolve("link"), documents);
    assertThat(deny("add", link.resolve("gone.txt").toString()).at("/added/0/uri").asText())
        .as("a file that is gone, behind a link")
        .isEqualTo(documents.toRealPath().resolve("gone.txt").toUri().toString());
  }

  @Test
  void whereTheListIsDamagedNothingIsShown() throws IOException {
    Files.writeString(warehouse.resolve("releases/deny.json"), "{\"forgotten\":[]");
    JsonNode error = CommandLineRun.json(warehouse, "search", "pump", "--mode", "bm25").failed(1);
    assertThat(error.get("message").asText()).contains("deny.json", "damaged");
    assertThat(run("list").failed(1).get("code").asText()).isEqualTo("RELEASE");
  }

  @Test
  void aSlipInTheNameOfTheWarehouseIsAnError() {
    JsonNode error =
        CommandLineRun.json(folder.resolve("wharehouse"), "deny", "add", NOTE).failed(2);
    assertThat(error.get("message").asText()).contains("wharehouse");
    assertThat(folder.resolve("wharehouse")).doesNotExist();
    assertThat(CommandLineRun.of("deny").err()).contains("say add, list or remove");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command : List.of("add", "list", "remove")) {
      CommandLineRun help = CommandLineRun.of("deny", command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("Example:", "millrace deny " + command);
    }
  }
}
