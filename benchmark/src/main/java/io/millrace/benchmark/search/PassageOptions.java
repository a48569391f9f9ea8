package io.millrace.benchmark.search;

import io.millrace.benchmark.corpus.CorpusOptions;
import io.millrace.benchmark.report.BenchOptions;
import io.millrace.core.table.Ids;
import io.millrace.embedding.encode.EncoderChoice;
import io.millrace.embedding.encode.EncoderOptions;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.evaluation.vector.CachedEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Which texts are indexed and asked; encodes them where that has not been done. */
final class PassageOptions {
  private static final int BATCH = 512;

  @Option(
      names = "--passages",
      paramLabel = "N",
      description = "How many passages. Default ${DEFAULT-VALUE}.")
  private int passages = 100_000;

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "How many questions at most. Default ${DEFAULT-VALUE}.")
  private int queries = 1_000;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Where texts are: BEIR folders, .txt and .md files. Default: the samples.")
  private List<Path> from = List.of();

  /** How the corpus was asked for, to be run again. */
  String arguments() {
    StringBuilder arguments = new StringBuilder(" --passages " + passages);
    from.forEach(folder -> arguments.append(" --from ").append(folder));
    return arguments.toString();
  }

  /** The corpus, under the folder for work. */
  Corpus corpus(Path work, BenchOptions options) throws IOException {
    Texts texts = Texts.read(CorpusOptions.orSamples(from), passages, queries);
    Path folder = work.resolve("corpus-" + passages);
    if (!Corpus.holds(folder, texts)) {
      EncoderChoice choice = EncoderChoice.builtIn();
      try (CachedEncoder other = encoder(choice.other(), work);
          CachedEncoder chinese = encoder(choice.chinese(), work)) {
        Map<String, CachedEncoder> encoders = new LinkedHashMap<>();
        encoders.put(EncoderSet.ANY, other);
        encoders.put("zh", chinese);
        encode(texts, encoders, options);
        Map<String, Corpus.Vectors> vectors = new LinkedHashMap<>();
        encoders.forEach((language, encoder) -> vectors.put(language, new Cached(encoder)));
        Corpus.write(folder, texts, vectors);
      }
    }
    return Corpus.open(folder);
  }

  private static CachedEncoder encoder(String model, Path work) throws IOException {
    return CachedEncoder.open(
        Encoders.shared(model, EncoderOptions.DEFAULT.withThreads(1)), work.resolve("vectors"));
  }

  private static void encode(Texts texts, Map<String, CachedEncoder> encoders, BenchOptions options)
      throws IOException {
    for (CachedEncoder encoder : encoders.values()) {
      encoder.prepareQueries(texts.queries());
    }
    int done = 0;
    for (List<String> batch : batches(texts.passages())) {
      for (Map.Entry<String, CachedEncoder> entry : encoders.entrySet()) {
        entry
            .getValue()
            .preparePassages(
                batch.stream()
                    .filter(passage -> Corpus.language(passage).equals(entry.getKey()))
                    .toList());
      }
      done += batch.size();
      if (done % (20 * BATCH) == 0) {
        options.say("encoded " + done + " of " + texts.passages().size() + " passages");
      }
    }
  }

  private static List<List<String>> batches(List<String> texts) {
    return IntStream.iterate(0, i -> i < texts.size(), i -> i + BATCH)
        .mapToObj(i -> texts.subList(i, Math.min(texts.size(), i + BATCH)))
        .toList();
  }

  private record Cached(CachedEncoder cache) implements Corpus.Vectors {
    @Override
    public IndexedEncoder encoder() {
      return cache.indexed();
    }

    @Override
    public float[] passage(String text) {
      return Objects.requireNonNull(cache.passage(Ids.text(text)), "it was prepared");
    }

    @Override
    public float[] query(String text) {
      return cache.encode(text);
    }
  }
}
