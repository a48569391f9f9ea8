package io.millrace.benchmark.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.benchmark.measure.ChildRun;
import io.millrace.benchmark.peer.PythonPeers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs others over files: the loop around Tika, and tools in Python. */
final class TextPeers {
  private static final Duration LIMIT = Duration.ofHours(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What a peer did with its files.
   *
   * @param files how many it was given
   * @param failed of how many it found nothing to say
   * @param cpuSeconds what it took; for those in Python without the start and the first files
   */
  record Done(int files, int failed, double cpuSeconds, double wallSeconds) {}

  private TextPeers() {}

  /** Tika alone over a folder, as many files at once as there are threads. */
  static Done tika(Path folder, int threads) throws IOException, InterruptedException {
    Path parsers =
        Path.of(
            Objects.requireNonNull(
                System.getProperty("millrace.parsers"), "the launcher sets millrace.parsers"));
    String own = TikaLoop.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String classPath;
    try (Stream<Path> jars = Files.list(parsers)) {
      classPath =
          Stream.concat(
                  Stream.of(own),
                  jars.map(Path::toString)
                      .filter(jar -> !jar.contains("millrace-parsers"))
                      .sorted())
              .collect(Collectors.joining(File.pathSeparator));
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-cp",
            classPath,
            TikaLoop.class.getName(),
            Integer.toString(threads),
            folder.toString());
    ChildRun run = ChildRun.of(command, Map.of(), line -> "tika", LIMIT).done();
    JsonNode answer = JSON.readTree(run.output());
    return new Done(
        answer.get("files").intValue(),
        answer.get("failed").intValue(),
        run.cpuSeconds(),
        run.wallSeconds());
  }

  /** A tool in Python, one file after the other. */
  static Done python(PythonPeers peers, String tool, List<Path> files, Path work)
      throws IOException, InterruptedException {
    Path list = work.resolve("files-" + tool + ".txt");
    Files.write(list, files.stream().map(Path::toString).toList());
    ChildRun run =
        ChildRun.of(
                peers.command("documents.py", tool, list.toString()),
                Map.of("UNSTRUCTURED_DISABLE_NOTICE", "1", "DO_NOT_TRACK", "true"),
                line -> tool,
                LIMIT)
            .done();
    JsonNode answer = JSON.readTree(run.output().lines().reduce("", (first, last) -> last));
    return new Done(
        answer.get("files").intValue(),
        answer.get("failed").intValue(),
        answer.get("cpu_seconds").doubleValue(),
        answer.get("wall_seconds").doubleValue());
  }

  /**
   * Every n-th file of a folder, without those in formats that the tool has to be given help for.
   */
  static List<Path> sample(Path folder, int count, List<String> leftOut) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(file -> leftOut.stream().noneMatch(file.toString()::endsWith))
              .sorted()
              .toList();
    }
    int step = Math.max(1, files.size() / count);
    return Stream.iterate(0, at -> at < files.size(), at -> at + step)
        .limit(count)
        .map(files::get)
        .toList();
  }
}
