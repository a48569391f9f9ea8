package io.millrace.benchmark.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.benchmark.measure.ChildRun;
import io.millrace.benchmark.peer.PythonPeers;
import io.millrace.embedding.encode.Encoders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts what is measured, each in a process of its own.
 *
 * @param model the built-in model
 * @param threads of each subject
 * @param work where texts and vectors lie
 */
record Subjects(String model, int threads, Path work) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LIMIT = Duration.ofHours(2);

  Path texts() {
    return work.resolve("texts.json");
  }

  Path vectors(String subject) {
    return work.resolve(subject.replace(' ', '-') + ".f32");
  }

  /** Writes the texts where all subjects read them. */
  void write(List<String> texts) throws IOException {
    JSON.writeValue(texts().toFile(), texts);
  }

  /** Millrace at a precision. */
  Measured millrace(String precision, String subject) throws IOException, InterruptedException {
    return JSON.treeToValue(
        java(
            EncodeSubject.class,
            model,
            precision,
            Integer.toString(threads),
            texts().toString(),
            vectors(subject).toString()),
        Measured.class);
  }

  /** A runtime for Python on the same weights and tokenizer. */
  Measured peer(PythonPeers peers, String backend, String subject, String pooling, int batch)
      throws IOException, InterruptedException {
    Path folder = Encoders.models().resolve(model);
    List<String> command =
        peers.command(
            "embed.py",
            backend,
            only(folder, ".onnx"),
            only(folder, "tokenizer.json"),
            pooling,
            Integer.toString(threads),
            Integer.toString(batch),
            texts().toString(),
            vectors(subject).toString());
    return JSON.treeToValue(run(command), Measured.class);
  }

  /** What one CPU second multiplies in the matrices of a layer, in floating-point operations. */
  double peak(String precision, int width, int inner) throws IOException, InterruptedException {
    return java(
            MatmulPeak.class,
            Integer.toString(threads),
            precision,
            Integer.toString(width),
            Integer.toString(inner))
        .path("flopsPerCpuSecond")
        .asDouble();
  }

  /** Where the time goes, by kind of operation. */
  JsonNode split(String precision) throws IOException, InterruptedException {
    return java(SplitSubject.class, model, precision, texts().toString());
  }

  private static String only(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(suffix))
          .findFirst()
          .orElseThrow(() -> new IOException("Cannot find a *" + suffix + " in " + folder));
    }
  }

  /** Runs a main class on this process's Java, flags and class path. */
  private static JsonNode java(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static JsonNode run(List<String> command) throws IOException, InterruptedException {
    ChildRun run = ChildRun.of(command, Map.of(), line -> "subject", LIMIT).done();
    String[] lines = run.output().strip().split("\n", -1);
    return JSON.readTree(lines[lines.length - 1]);
  }
}
