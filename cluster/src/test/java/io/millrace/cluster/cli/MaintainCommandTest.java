package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.release.DenyList;
import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Run;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.GenerationWriter;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance after several nights, killed on its way and run again. */
class MaintainCommandTest {
  private static final int NIGHTS = 8;
  private static final int DOCUMENTS = 9;
  private static final String[] MAINTAIN = {
    "maintain", "--keep-revisions", "2", "--keep-releases", "2", "--grace", "0s"
  };

  @TempDir Path folder;

  @Test
  void nothingThatIsKeptChanges() throws Exception {
    Path warehouse = folder.resolve("warehouse");
    Nights nights = new Nights(DOCUMENTS);
    for (int night = 0; night < NIGHTS; night++) {
      nights.next(warehouse);
    }
    DenyList denied = new DenyList(warehouse.resolve("releases"));
    DenyList.Narrowed needed = new DenyList.Narrowed("b", List.of("board"), NIGHTS);
    denied.narrow(
        List.of(new DenyList.Narrowed("a", List.of("board"), NIGHTS - 1), needed), () -> {});
    List<String> answers = answers(warehouse);
    Map<String, Object> tables = tables(warehouse);
    Map<String, Long> files = files(warehouse);

    JsonNode planned = maintain(warehouse, "--dry-run");
    assertThat(files(warehouse)).isEqualTo(files);
    assertThat(planned.at("/documents/rows").asLong()).isPositive();
    assertThat(planned.at("/vectors/rows").asLong()).isPositive();
    assertThat(planned.at("/generations/removed").asInt()).isEqualTo(NIGHTS - 2);
    assertThat(planned.at("/releases/removed").asInt()).isEqualTo(NIGHTS - 2);
    assertThat(planned.at("/denied/removed").asInt()).isEqualTo(1);
    assertThat(planned.at("/exact_from").asLong()).isEqualTo(NIGHTS - 1);

    killed(warehouse, () -> files(warehouse).keySet().stream().noneMatch(this::isOfRelease1));
    assertThat(answers(warehouse)).isEqualTo(answers);
    killed(warehouse, () -> manifestLists(warehouse) > NIGHTS);
    assertThat(answers(warehouse)).isEqualTo(answers);

    JsonNode done = maintain(warehouse);
    assertThat(answers(warehouse)).isEqualTo(answers);
    assertThat(denied.snapshot().narrowed()).containsExactly(needed);
    Map<String, Object> after = tables(warehouse);
    tables.forEach((name, rows) -> assertThat(after.get(name)).as(name).isEqualTo(rows));
    assertThat(done.get("revision").asLong()).isEqualTo(NIGHTS);
    assertThat(dataFiles(warehouse, "documents"))
        .as("one of old revisions, and two of one each")
        .isEqualTo(3);
    assertThat(snapshots(warehouse)).isEqualTo(1);
    assertThat(files(warehouse).values().stream().mapToLong(Long::longValue).sum())
        .isLessThan(files.values().stream().mapToLong(Long::longValue).sum());
    assertThat(CommandLineRun.json(warehouse, "releases").done().get("releases")).hasSize(2);

    JsonNode again = maintain(warehouse);
    assertThat(again.at("/documents/rows").asLong()).isZero();
    assertThat(again.at("/vectors/rows").asLong()).isZero();
    assertThat(again.at("/generations/removed").asLong()).isZero();

    // life goes on: the next night finds its revision and a generation to derive from
    nights.next(warehouse);
    assertThat(
            CommandLineRun.json(warehouse, "maintain", "--keep-revisions", "6", "--dry-run")
                .done()
                .get("exact_from")
                .asLong())
        .as("what the stricter one before has taken is gone")
        .isEqualTo(NIGHTS - 1);
    JsonNode releases = CommandLineRun.json(warehouse, "releases").done().get("releases");
    assertThat(releases.get(2).get("revision").asLong()).isEqualTo(NIGHTS + 1);
    assertThat(releases.get(2).get("live").asBoolean()).isTrue();
    CommandLineRun.json(warehouse, "rollback").done();
    assertThat(answers(warehouse)).isEqualTo(answers);
  }

  @Test
  void anIndexWriterThatHasLostTheLeaseIsWaitedFor() throws Exception {
    Path warehouse = folder.resolve("warehouse");
    new Nights(DOCUMENTS).next(warehouse);
    Generations generations = new Generations(warehouse.resolve("index"));
    try (GenerationWriter late = generations.derive(2, IndexSettings.of(EncoderSet.NONE))) {
      JsonNode error = CommandLineRun.json(warehouse, "maintain", "--no-wait").failed(1);
      assertThat(error.get("code").asText()).isEqualTo("LEASE_HELD");
      assertThat(error.get("message").asText()).contains("is still writing to");
      assertThat(generations.path(late.generation())).exists();
    }
  }

  private static JsonNode maintain(Path warehouse, String... options) {
    List<String> arguments = new ArrayList<>(List.of(MAINTAIN));
    arguments.addAll(List.of(options));
    return CommandLineRun.json(warehouse, arguments.toArray(String[]::new)).done();
  }

  private static List<String> answers(Path warehouse) {
    List<String> answers = new ArrayList<>();
    for (String query : List.of("edited in night 4", "pump in hall 3")) {
      CommandLineRun.json(warehouse, "search", query, "--mode", "bm25")
          .done()
          .get("hits")
          .forEach(hit -> answers.add(hit.toString()));
    }
    assertThat(answers).hasSizeGreaterThan(5);
    return answers;
  }

  /** What must stay: kept states and changes, the vectors of their passages, and every run. */
  private static Map<String, Object> tables(Path warehouse) {
    Map<String, Object> tables = new TreeMap<>();
    try (JobRun jobs =
        JobRun.open(
            Settings.load(
                Optional.empty(),
                Map.of(),
                Map.of("warehouse", warehouse.toString(), "master", "local[2]")),
            "test",
            new PrintWriter(Writer.nullWriter()))) {
      DocumentStates states = new DocumentStates(jobs.warehouse(), jobs.spark());
      for (long asOf = NIGHTS - 1; asOf <= NIGHTS; asOf++) {
        for (long after : List.of(0L, 4L)) {
          tables.put(
              "changes " + after + " " + asOf,
              lines(
                  states
                      .changes(after, asOf)
                      .select("doc_id", "revision", "outcome", "text")
                      .collectAsList()));
        }
        tables.put(
            "vectors " + asOf,
            lines(
                states
                    .chunks(asOf)
                    .select("text_hash")
                    .join(jobs.warehouse().read(jobs.spark(), Tables.VECTORS), "text_hash")
                    .select("text_hash", "encoder", "values")
                    .collectAsList()));
      }
      tables.put(
          "runs",
          new RunLedger(jobs.warehouse())
              .recent(1_000).stream()
                  .filter(run -> !run.job().equals("maintain"))
                  .map(Run::runId)
                  .toList());
    }
    return tables;
  }

  private static Set<String> lines(List<Row> rows) {
    Set<String> lines = new TreeSet<>();
    rows.forEach(row -> lines.add(row.toString()));
    return lines;
  }

  /** Runs maintenance in a process of its own and kills it as soon as {@code reached} holds. */
  private static void killed(Path warehouse, BooleanSupplier reached) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    for (String name : List.of("millrace.models", "millrace.parsers")) {
      command.add("-D" + name + "=" + System.getProperty(name));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.millrace.cluster.cli.Millrace");
    command.addAll(List.of(MAINTAIN));
    command.addAll(List.of("--warehouse", warehouse.toString(), "--master", "local[2]"));
    File log = warehouse.resolveSibling("killed.log").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    try {
      while (process.isAlive() && !reached.getAsBoolean()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      assertThat(reached.getAsBoolean()).as(Files.readString(log.toPath())).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private boolean isOfRelease1(String file) {
    return file.startsWith("releases/r000001");
  }

  /** Every file → its size. */
  private static Map<String, Long> files(Path warehouse) {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(warehouse)) {
      walk.filter(file -> !file.getFileName().toString().startsWith("catalog.db"))
          .filter(Files::isRegularFile)
          .forEach(
              file -> sizes.put(warehouse.relativize(file).toString(), file.toFile().length()));
    } catch (IOException | UncheckedIOException e) {
      return files(warehouse); // a file went while it was listed
    }
    return sizes;
  }

  private static long dataFiles(Path warehouse, String table) {
    return files(warehouse).keySet().stream()
        .filter(file -> file.startsWith("tables/millrace/" + table + "/data"))
        .filter(file -> file.endsWith(".parquet"))
        .count();
  }

  /** Each snapshot has one, and so has a commit that was killed on its way. */
  private static long manifestLists(Path warehouse) {
    return files(warehouse).keySet().stream()
        .filter(file -> file.startsWith("tables/millrace/documents/metadata/snap-"))
        .count();
  }

  private static long snapshots(Path warehouse) {
    try (Warehouse open = Warehouse.open(warehouse.toString())) {
      return StreamSupport.stream(open.table(Tables.DOCUMENTS).snapshots().spliterator(), false)
          .count();
    }
  }
}
