package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.ingestion.IngestJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of small documents that changes a little every night, and the real jobs that follow it,
 * all in one Spark session.
 */
final class NightlyRuns implements AutoCloseable {
  private static final List<String> KINDS = List.of("txt", "md", "html");

  private final Path source;
  private final JobRun jobs;
  private int night;

  /** Nights of a warehouse; the folder's documents are written by the first {@link #next}. */
  NightlyRuns(Path warehouse, Path source) {
    this.source = source;
    Settings settings =
        Settings.load(
            Optional.empty(),
            Map.of(),
            Map.of("warehouse", warehouse.toString(), "master", "local[2]"));
    this.jobs = JobRun.open(settings, "nights", new PrintWriter(System.err, true));
  }

  /** Writes the folder as of tonight, then ingests, embeds, indexes and publishes it. */
  void next(int documents) throws Exception {
    change(documents);
    Steps.ingest(
        jobs,
        new IngestJob.Config(
            "nights",
            List.of(source.toString()),
            List.of("public"),
            Map.of(),
            IngestOptions.processing(jobs.settings()),
            IngestJob.Mode.RUN,
            IngestJob.Deletes.GUARDED,
            LeaseWait.WAIT));
    Steps.embed(jobs, LeaseWait.WAIT);
    var indexed = Steps.index(jobs, LeaseWait.WAIT);
    PublishCommand.publish(WarehouseFolders.of(jobs.settings()), indexed.result().generation());
    night++;
  }

  JobRun jobs() {
    return jobs;
  }

  /** The first night writes all; each later one edits two, deletes one and adds one. */
  private void change(int documents) throws IOException {
    Files.createDirectories(source);
    if (night == 0) {
      for (int i = 0; i < documents; i++) {
        write(i, "It was written first.");
      }
      return;
    }
    for (int i = 0; i < 2; i++) {
      write((7 * night + 3 * i) % documents, "It was edited in night " + night + ".");
    }
    Files.deleteIfExists(path(1_000 + night - 1));
    write(1_000 + night, "It is of night " + night + " alone.");
  }

  private Path path(int number) {
    return source.resolve("note-" + number + "." + KINDS.get(number % KINDS.size()));
  }

  private void write(int number, String sentence) throws IOException {
    String title = "Note " + number + " about pump " + number % 10;
    String body = "The pump in hall " + number + " was checked. " + sentence + " 泵房记录" + number;
    Files.writeString(
        path(number),
        switch (number % KINDS.size()) {
          case 1 -> "# " + title + "\n\n" + body + "\n";
          case 2 ->
              "<html><head><title>"
                  + title
                  + "</title></head><body><h1>"
                  + title
                  + "</h1><p>"
                  + body
                  + "</p></body></html>\n";
          default -> title + "\n\n" + body + "\n";
        },
        StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    jobs.close();
  }

  /** Arguments: warehouse, folder, nights, documents. */
  public static void main(String[] arguments) throws Exception {
    try (NightlyRuns nights = new NightlyRuns(Path.of(arguments[0]), Path.of(arguments[1]))) {
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        nights.next(Integer.parseInt(arguments[3]));
      }
    }
  }
}
