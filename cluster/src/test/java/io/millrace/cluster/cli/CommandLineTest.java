package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A knowledge base's life through the command line: real files, Spark, parsers, encoders and index.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineTest {
  private static final Path SAMPLES = Path.of("../samples/documents");

  @TempDir static Path folder;
  private static Path warehouse;
  private static Path documents;

  @BeforeAll
  static void copySamples() throws IOException {
    warehouse = folder.resolve("知识库 [1] {a}");
    documents = folder.resolve("my documents 文档");
    for (String file :
        List.of(
            "press/2025-10-10-silverfin-opening.html",
            "incidents/2025-07-flood-report.pdf",
            "handbook/02-working-hours-and-leave.docx",
            "it/postmortem-2025-02-14-scada-outage.md",
            "operations/lessons-learned/scada-outage-february-2025.md",
            "明沙电站/电厂巡检要点.txt",
            "销售/产品价格表2026.xlsx",
            "projects/银鳍项目-技术方案.pptx",
            "archive/scan-2019-damaged.pdf")) {
      Path target = documents.resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(SAMPLES.resolve(file), target);
    }
    Files.writeString(documents.resolve(".hidden.txt"), "not for anyone");
  }

  @Test
  @Order(1)
  void aFolderBecomesSearchable() {
    CommandLineRun planned =
        CommandLineRun.json(
            warehouse, "ingest", "--source", documents.toString(), "--name", "docs", "--dry-run");
    assertThat(planned.done().get("dry_run").asBoolean()).isTrue();
    assertThat(planned.done().get("new").asInt()).isEqualTo(9);
    assertThat(planned.done().get("revision").asLong()).isZero();
    assertThat(planned.err()).contains("there was no warehouse in " + warehouse);

    JsonNode run = run();

    JsonNode ingest = run.get("ingest");
    assertThat(ingest.get("discovered").asInt()).isEqualTo(9);
    assertThat(ingest.get("new").asInt()).isEqualTo(9);
    assertThat(ingest.get("live").asInt()).isEqualTo(8);
    assertThat(ingest.get("rejected").asInt()).isEqualTo(1);
    assertThat(ingest.get("duplicates").asInt()).isEqualTo(1);
    assertThat(ingest.get("skipped").asInt()).isEqualTo(1);
    assertThat(ingest.get("revision").asLong()).isEqualTo(1);
    assertThat(run.at("/index/chunks").asInt()).isEqualTo(ingest.get("chunks").asInt());
    assertThat(run.at("/publish/release").asText()).isEqualTo("r000001");

    JsonNode rejects = CommandLineRun.json(warehouse, "rejects").done().get("rejects");
    assertThat(rejects).hasSize(1);
    assertThat(rejects.at("/0/uri").asText()).startsWith("file:///").endsWith("damaged.pdf");
    assertThat(rejects.at("/0/code").asText()).isEqualTo("CORRUPT");
  }

  @Test
  @Order(2)
  void everyModeFindsBothLanguages() {
    for (String mode : List.of("bm25", "dense", "hybrid")) {
      assertThat(uris("why did a spillway gate get stuck in the flood", "--mode", mode).get(0))
          .as(mode)
          .endsWith("2025-07-flood-report.pdf");
      assertThat(uris("电厂巡检时要注意什么", "--mode", mode).get(0))
          .as(mode)
          .endsWith("%E5%B7%A1%E6%A3%80%E8%A6%81%E7%82%B9.txt");
    }
  }

  @Test
  @Order(3)
  void hitsSayWhereTheyStand() {
    JsonNode answer =
        CommandLineRun.json(warehouse, "search", "spillway gate 3 stuck", "--k", "3").done();

    assertThat(answer.get("release").asText()).isEqualTo("r000001");
    JsonNode hit = answer.at("/hits/0");
    assertThat(hit.get("rank").asInt()).isEqualTo(1);
    assertThat(hit.get("page").asInt()).isPositive();
    assertThat(hit.get("text").asText()).hasSize(hit.get("end").asInt() - hit.get("start").asInt());
    assertThat(hit.get("highlights")).isNotEmpty();
    assertThat(hit.at("/highlights/0")).hasSize(2);
    assertThat(hit.get("language").asText()).isEqualTo("en");
  }

  @Test
  @Order(4)
  void nothingChangedMeansNothingWrittenAndWhatAKilledEmbedLeftIsRemoved() throws Exception {
    Path left = killedAfterItsCommit();

    JsonNode run = run();

    assertThat(left).doesNotExist();
    assertThat(query("SELECT run_id FROM millrace_staged")).isEmpty();

    assertThat(run.at("/ingest/revision").asLong()).isEqualTo(1);
    assertThat(run.at("/ingest/unchanged").asInt()).isEqualTo(9);
    assertThat(run.at("/ingest/chunks").asInt()).isZero();
    assertThat(run.at("/embed/models/0/texts").asInt()).isZero();
    assertThat(run.at("/index/added").asInt()).isZero();
    assertThat(run.at("/publish/release").asText()).isEqualTo("r000001");
  }

  /** What an embed leaves that is killed when it has committed and not yet cleaned up. */
  private static Path killedAfterItsCommit() throws Exception {
    String name = query("SELECT name FROM millrace_leases WHERE name LIKE 'vectors:%'").get(0);
    try (Warehouse open = Warehouse.open(warehouse.toString());
        Lease lease = open.leases().acquire(name, "killed", LeaseWait.FAIL, message -> {})) {
      Path left = Path.of(open.append(Tables.VECTORS, lease).folder().replaceFirst("^file:", ""));
      Files.createDirectories(left);
      Files.writeString(left.resolve("task-run-again.parquet"), "x");
      return left;
    }
  }

  private static List<String> query(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + warehouse.resolve("catalog.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        result.add(rows.getString(1));
      }
      return result;
    }
  }

  @Test
  @Order(5)
  void onlyWhatChangedIsDoneAgain() throws IOException {
    Files.writeString(
        documents.resolve("it/postmortem-2025-02-14-scada-outage.md"),
        "\n\nThe zanzibar switch was replaced as well.\n",
        StandardOpenOption.APPEND);
    Files.delete(documents.resolve("handbook/02-working-hours-and-leave.docx"));
    Files.writeString(documents.resolve("新通知.txt"), "蓝莓值班室搬到了三楼。\n\n请大家相互转告。\n");
    Files.move(documents.resolve("press"), documents.resolve("news"));

    JsonNode run = run();

    JsonNode ingest = run.get("ingest");
    assertThat(ingest.get("revision").asLong()).isEqualTo(2);
    assertThat(ingest.get("changed").asInt()).isEqualTo(1);
    assertThat(ingest.get("new").asInt()).isEqualTo(2);
    assertThat(ingest.get("deleted").asInt()).isEqualTo(2);
    assertThat(ingest.get("unchanged").asInt()).isEqualTo(6);
    // the new note and the edited passage; nothing of the renamed folder
    assertThat(run.at("/embed/models/0/texts").asInt() + run.at("/embed/models/1/texts").asInt())
        .isBetween(2, 3);
    assertThat(uris("zanzibar switch", "--mode", "bm25")).hasSize(1);
    assertThat(uris("蓝莓值班室在哪里").get(0)).endsWith(".txt");
    assertThat(uris("annual paid holiday of an office worker", "--k", "50"))
        .noneMatch(uri -> uri.contains("working-hours"));
    assertThat(uris("opening of the Silverfin fish pass").get(0)).contains("/news/");
  }

  @Test
  @Order(6)
  void rollbackBringsBackWhatWasThere() {
    JsonNode back = CommandLineRun.json(warehouse, "rollback").done();
    assertThat(back.get("release").asText()).isEqualTo("r000001");
    assertThat(back.get("previous").asText()).isEqualTo("r000002");
    assertThat(uris("annual paid holiday of an office worker").get(0)).contains("working-hours");
    assertThat(uris("zanzibar switch", "--mode", "bm25")).isEmpty();

    CommandLineRun.json(warehouse, "rollback", "--to", "r000002").done();
    JsonNode releases = CommandLineRun.json(warehouse, "releases").done().get("releases");
    assertThat(releases.findValuesAsText("live")).containsExactly("false", "true");
  }

  @Test
  @Order(7)
  void otherGroupsHideADocumentFromThePublic() {
    JsonNode run =
        CommandLineRun.json(
                warehouse,
                "run",
                "--source",
                documents.toString(),
                "--name",
                "mine",
                "--groups",
                "board,audit")
            .done();

    assertThat(run.at("/ingest/changed").asInt()).isEqualTo(9);
    assertThat(run.at("/embed/models/0/texts").asInt()).isZero();
    assertThat(uris("zanzibar switch", "--mode", "bm25")).isEmpty();
    assertThat(uris("zanzibar switch", "--mode", "bm25", "--groups", "audit")).hasSize(1);

    CommandLineRun.json(warehouse, "rollback").done();
    assertThat(uris("zanzibar switch", "--mode", "bm25")).as("an older release neither").isEmpty();
    assertThat(uris("zanzibar switch", "--mode", "bm25", "--groups", "public,audit")).hasSize(1);
    CommandLineRun.json(warehouse, "rollback", "--to", "r000003").done();
  }

  @Test
  @Order(8)
  void statusAddsUp() {
    JsonNode status = CommandLineRun.json(warehouse, "status").done();

    assertThat(status.get("revision").asLong()).isEqualTo(3);
    assertThat(status.at("/documents/live").asInt()).isEqualTo(8);
    assertThat(status.at("/documents/duplicates").asInt()).isZero();
    assertThat(status.at("/documents/rejected").asInt()).isEqualTo(1);
    assertThat(status.get("release").asText()).isEqualTo("r000003");
    assertThat(status.get("vectors")).hasSize(2);
    assertThat(status.get("runs").findValuesAsText("status")).containsOnly("succeeded");
  }

  @Test
  @Order(9)
  void anEmptiedFolderStopsBeforeItsDocumentsAreDeleted() throws IOException {
    Path many = folder.resolve("many");
    Files.createDirectories(many);
    for (int i = 0; i < 12; i++) {
      Files.writeString(many.resolve(i + ".txt"), "Note number " + i + " about the weir.\n");
    }
    String[] ingest = {"ingest", "--source", many.toString(), "--name", "many"};
    CommandLineRun.json(warehouse, ingest).done();
    for (int i = 0; i < 12; i++) {
      Files.delete(many.resolve(i + ".txt"));
    }

    JsonNode error = CommandLineRun.json(warehouse, ingest).failed(1);
    assertThat(error.get("code").asText()).isEqualTo("TOO_MANY_DELETES");
    assertThat(error.get("message").asText()).contains("12");

    List<String> allowed = new ArrayList<>(List.of(ingest));
    allowed.add("--allow-deletes");
    JsonNode done = CommandLineRun.json(warehouse, allowed.toArray(String[]::new)).done();
    assertThat(done.get("deleted").asInt()).isEqualTo(12);
  }

  @Test
  @Order(10)
  void wrongInputIsNamed() throws IOException {
    JsonNode missing =
        CommandLineRun.json(warehouse, "ingest", "--source", folder.resolve("nowhere").toString())
            .failed(1);
    assertThat(missing.get("message").asText()).contains("nowhere");

    Path settings = folder.resolve("settings.yaml");
    Files.writeString(settings, "chunker: {size: huge, colour: red}\nparser: {timeout: soon}\n");
    JsonNode three =
        CommandLineRun.json(warehouse, "embed", "--config", settings.toString()).failed(2);
    assertThat(three.get("details")).hasSize(3);

    JsonNode model = CommandLineRun.json(warehouse, "embed", "--model", "bge-huge").failed(2);
    assertThat(model.get("message").asText()).contains("bge-huge", "bge-small-en-v1.5");

    assertThat(CommandLineRun.json(warehouse, "serach", "x").failed(2).get("code").asText())
        .isEqualTo("USAGE");
    assertThat(
            CommandLineRun.json(folder.resolve("empty"), "search", "anything")
                .failed(2)
                .get("message")
                .asText())
        .contains("nothing was published");
  }

  @Test
  void sparkSubmitCanCallTheMainClass() {
    assertThat(Modifier.isPublic(Millrace.class.getModifiers())).isTrue();
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command :
        List.of(
            "demo",
            "ingest",
            "rejects",
            "embed",
            "index",
            "publish",
            "rollback",
            "releases",
            "deny",
            "run",
            "status",
            "maintain",
            "cluster",
            "submit",
            "search",
            "evaluate",
            "up",
            "down",
            "serve",
            "keys",
            "graph")) {
      CommandLineRun help = CommandLineRun.of(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).as(command).contains("Example:", "millrace " + command);
    }
  }

  private static JsonNode run() {
    return CommandLineRun.json(warehouse, "run", "--source", documents.toString(), "--name", "mine")
        .done();
  }

  private static List<String> uris(String query, String... options) {
    List<String> arguments = new ArrayList<>(List.of("search", query));
    arguments.addAll(List.of(options));
    List<String> uris = new ArrayList<>();
    CommandLineRun.json(warehouse, arguments.toArray(String[]::new))
        .done()
        .get("hits")
        .forEach(hit -> uris.add(hit.get("uri").asText()));
    return uris;
  }
}
