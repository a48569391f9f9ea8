package io.millrace.ingestion;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.table.Document;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A source of small files, a warehouse and a session, and runs over them. */
abstract class IngestFixture {
  static final List<String> PUBLIC = List.of("public");

  @TempDir Path temporary;
  Path source;
  Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    source = Files.createDirectory(temporary.resolve("文档 a"));
    warehouse = Warehouse.open(temporary.resolve("warehouse").toString());
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }

  void file(String name, String text) throws IOException {
    Path path = source.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  static IngestConfig source(String name, Path location) {
    return new IngestConfig(
        name,
        List.of(location.toString()),
        PUBLIC,
        Map.of(),
        new Paragraphs("1"),
        IngestConfig.Mode.RUN,
        IngestConfig.Deletes.GUARDED,
        LeaseWait.FAIL);
  }

  IngestConfig config(List<String> groups, Map<String, String> metadata) {
    return new IngestConfig(
        "s",
        List.of(source.toString()),
        groups,
        metadata,
        new Paragraphs("1"),
        IngestConfig.Mode.RUN,
        IngestConfig.Deletes.GUARDED,
        LeaseWait.FAIL);
  }

  IngestResult ingest(IngestConfig config) {
    return new IngestJob(warehouse, () -> spark(), config, IngestProgress.SILENT).run();
  }

  IngestResult ingest() {
    return ingest(config(PUBLIC, Map.of()));
  }

  /** A run that fails where it asks for Spark. */
  IngestResult withoutSpark() {
    return new IngestJob(
            warehouse,
            () -> {
              throw new IllegalStateException("Spark is asked for");
            },
            config(PUBLIC, Map.of()),
            IngestProgress.SILENT)
        .run();
  }

  Map<String, Document> state() {
    return new DocumentStates(warehouse, spark())
        .state(new Revisions(warehouse).last()).collectAsList().stream()
            .map(Tables.DOCUMENTS::fromRow)
            .collect(
                Collectors.toMap(
                    row -> row.uri().substring(row.uri().lastIndexOf('/') + 1),
                    Function.identity()));
  }

  Document document(String name) {
    return Objects.requireNonNull(state().get(name), name);
  }
}
