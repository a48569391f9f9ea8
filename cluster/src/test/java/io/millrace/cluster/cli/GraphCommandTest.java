package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.Mention;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passages speak of, through the command line: real files, tables, Spark. */
class GraphCommandTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("documents").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private JsonNode millrace(String... arguments) {
    return CommandLineRun.json(folder.resolve("库 1"), arguments).done();
  }

  private void ingest() {
    millrace(
        "ingest",
        "--source",
        folder.resolve("documents").toString(),
        "--name",
        "d",
        "--allow-deletes");
  }

  private List<String> names(String extractor) throws IOException {
    List<String> names = new ArrayList<>();
    try (Warehouse warehouse = Warehouse.open(folder.resolve("库 1").toString());
        CloseableIterable<Record> rows =
            IcebergGenerics.read(warehouse.table(Tables.EXTRACTIONS)).build()) {
      for (Record row : rows) {
        Extraction extraction = Tables.EXTRACTIONS.fromRecord(row);
        if (extraction.extractor().equals(extractor)) {
          extraction.mentions().stream().map(Mention::text).forEach(names::add);
        }
      }
    }
    return names;
  }

  @Test
  void passagesAreExaminedOnceAndWhatIsGoneGoes() throws IOException {
    write("a.txt", "Josip Rodin wrote the manual. He lives in Croatia.\n");
    write("b.txt", "总经理王海在北京会见了李明。合同金额为3500万元。\n");
    write("c.txt", "Margaret Hamilton works for Acme Widgets Inc since 2019.\n");
    ingest();

    JsonNode first = millrace("graph", "--no-load");
    assertThat(first.get("revision").asLong()).isEqualTo(1);
    assertThat(first.get("texts").asInt()).isEqualTo(3);
    assertThat(first.get("mentions").asInt()).isEqualTo(9);
    String extractor = first.get("extractor").asText();

    JsonNode stats = millrace("graph", "stats", "--top", "20");
    assertThat(stats.at("/types/person/mentions").asInt()).isEqualTo(4);
    assertThat(stats.at("/types/money/names").asInt()).isEqualTo(1);
    assertThat(stats.at("/facts/works_for").asInt()).isEqualTo(1);
    assertThat(stats.get("top").findValuesAsText("name"))
        .contains("Josip Rodin", "王海", "CNY 35000000", "Acme Widgets Inc");

    JsonNode again = millrace("graph", "--no-load");
    assertThat(again.get("texts").asInt()).isZero();

    write("b.txt", "总经理王海在上海会见了李明。\n");
    Files.delete(folder.resolve("documents/a.txt"));
    ingest();
    assertThat(millrace("graph", "--no-load").get("texts").asInt()).isEqualTo(1);
    JsonNode later = millrace("graph", "stats", "--top", "20");
    assertThat(later.get("top").findValuesAsText("name"))
        .contains("上海", "Acme Widgets Inc")
        .doesNotContain("Josip Rodin", "北京", "CNY 35000000");

    assertThat(names(extractor)).contains("Josip Rodin");
    millrace("maintain", "--keep-revisions", "1", "--grace", "0s", "--full");
    assertThat(names(extractor))
        .contains("王海", "Margaret Hamilton")
        .doesNotContain("Josip Rodin", "北京");
  }

  @Test
  void aDictionaryMakesAnotherExtractor() throws IOException {
    write("a.txt", "Pump P-17 stands in hall four.\n");
    ingest();
    String before = millrace("graph", "--no-load").get("extractor").asText();
    Path dictionary = folder.resolve("pumps.yaml");
    Files.writeString(dictionary, "names:\n  - {name: Pump P-17, type: pump, aliases: [P-17]}\n");

    JsonNode with = millrace("graph", "--no-load", "--dictionary", dictionary.toString());
    assertThat(with.get("texts").asInt()).isEqualTo(1);
    assertThat(with.get("extractor").asText()).isNotEqualTo(before);
    assertThat(millrace("graph", "stats").at("/types/pump/mentions").asInt()).isEqualTo(1);

    Files.writeString(dictionary, "names: [{name: P-17}]");
    JsonNode error =
        CommandLineRun.json(
                folder.resolve("库 1"), "graph", "--no-load", "--dictionary", dictionary.toString())
            .failed(2);
    assertThat(error.get("code").asText()).isEqualTo("SETTINGS");
    assertThat(error.get("message").asText()).contains("pumps.yaml", "has no type");
  }

  @Test
  void thereIsNothingToCountBeforeIt() throws IOException {
    write("a.txt", "Nobody.\n");
    ingest();
    JsonNode error = CommandLineRun.json(folder.resolve("库 1"), "graph", "stats").failed(1);
    assertThat(error.get("message").asText()).contains("'millrace graph' has not run to its end");
  }
}
