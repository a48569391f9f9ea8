package io.millrace.benchmark.search;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.GenerationWriter;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.VectorLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds one generation in a process of its own, so that every build begins with a cold compiler,
 * and prints what it cost as JSON. Arguments: corpus folder, folder of generations, step.
 */
final class IndexChild {
  private static final int EVERY = 100;

  private IndexChild() {}

  /** What is built. */
  enum Step {
    /** Full-text fields and stored documents, without vectors. */
    TEXT,
    /** Everything. */
    FULL,
    /** From the full one, with every hundredth document edited. */
    DERIVED
  }

  /** Runs one step. */
  public static void main(String[] arguments) throws IOException {
    Corpus corpus = Corpus.open(Path.of(arguments[0]));
    Path root = Path.of(arguments[1]);
    Step step = Step.valueOf(arguments[2]);
    Documents documents = new Documents(corpus);
    VectorLookup vectors = step == Step.TEXT ? VectorLookup.NONE : documents.vectors();
    IndexSettings settings =
        IndexSettings.of(step == Step.TEXT ? EncoderSet.NONE : corpus.encoders());
    double cpu = ProcessClock.seconds();
    long wall = System.nanoTime();
    Path built = build(new Generations(root), step, documents, vectors, settings);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cpuSeconds", ProcessClock.seconds() - cpu);
    result.put("wallSeconds", (System.nanoTime() - wall) / 1e9);
    result.put("bytes", ownBytes(built));
    result.put("generation", built.toString());
    System.out.println(JsonMapper.builder().build().writeValueAsString(result));
  }

  private static Path build(
      Generations generations,
      Step step,
      Documents documents,
      VectorLookup vectors,
      IndexSettings settings)
      throws IOException {
    boolean derived = step == Step.DERIVED;
    try (GenerationWriter writer =
        derived ? generations.derive(2, settings) : generations.rebuild(1, settings)) {
      for (int number = 0; number < documents.size(); number += derived ? EVERY : 1) {
        writer.apply(derived ? documents.edited(number) : documents.first(number), vectors);
      }
      return generations.path(writer.commit().generation());
    }
  }

  /** The size of the files that no other generation shares. */
  private static long ownBytes(Path generation) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(generation)) {
      files = walked.filter(Files::isRegularFile).toList();
    }
    long bytes = 0;
    for (Path file : files) {
      if ((Integer) Files.getAttribute(file, "unix:nlink") == 1) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
