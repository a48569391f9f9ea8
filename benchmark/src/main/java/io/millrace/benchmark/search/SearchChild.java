package io.millrace.benchmark.search;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.embedding.ChosenEncoders;
import io.millrace.embedding.encode.Compute;
import io.millrace.embedding.encode.EncoderChoice;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.encode.Precision;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.embedding.retrieve.Searcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a generation one question after the other, as {@code millrace search} would in a process
 * that stays, and prints what that took as JSON: first all modes with vectors of questions that are
 * known, then those that need vectors with encoding. Arguments: corpus folder, generation folder,
 * how many questions are asked with encoding.
 */
final class SearchChild {
  private static final int WARM_UP = 1;

  private SearchChild() {}

  /** Measures, warm. */
  public static void main(String[] arguments) throws IOException {
    Corpus corpus = Corpus.open(Path.of(arguments[0]));
    Path generation = Path.of(arguments[1]);
    int encoded = Integer.parseInt(arguments[2]);
    Map<String, Object> result = new LinkedHashMap<>();
    try (Searcher searcher =
        Searcher.open(generation, SearchSettings.DEFAULT, Recall.encoders(corpus))) {
      for (Mode mode : Mode.ofIndex()) {
        result.put(mode.label(), measure(searcher, mode, corpus.queries()));
      }
    }
    if (encoded > 0) {
      List<String> queries =
          corpus.queries().subList(0, Math.min(encoded, corpus.queries().size()));
      try (Searcher searcher =
          Searcher.open(generation, SearchSettings.DEFAULT, encoders(corpus))) {
        result.put("encoding + dense", measure(searcher, Mode.DENSE, queries));
        result.put("encoding + hybrid", measure(searcher, Mode.HYBRID, queries));
      }
      result.put("recall", Recall.at10(corpus, generation, 5));
    }
    System.out.println(JsonMapper.builder().build().writeValueAsString(result));
  }

  private static List<QueryEncoder> encoders(Corpus corpus) {
    EncoderChoice choice = EncoderChoice.builtIn();
    ChosenEncoders chosen =
        new ChosenEncoders(
            Encoders.models().toString(),
            choice.other(),
            choice.chinese(),
            Precision.AUTO,
            Compute.AUTO);
    List<QueryEncoder> encoders = new ArrayList<>();
    for (IndexedEncoder encoder : corpus.encoders().distinct()) {
      encoders.add(chosen.queryEncoder(encoder));
    }
    return encoders;
  }

  /** What one question after the other took: milliseconds, and processor time of all threads. */
  private static Map<String, Double> measure(Searcher searcher, Mode mode, List<String> queries)
      throws IOException {
    for (int pass = 0; pass < WARM_UP; pass++) {
      for (String query : queries) {
        searcher.search(SearchRequest.of(query).with(mode));
      }
    }
    double[] millis = new double[queries.size()];
    double[] busy = new double[queries.size()];
    double cpu = ProcessClock.seconds();
    for (int i = 0; i < millis.length; i++) {
      double before = ProcessClock.threadMillis();
      long started = System.nanoTime();
      searcher.search(SearchRequest.of(queries.get(i)).with(mode));
      millis[i] = (System.nanoTime() - started) / 1e6;
      busy[i] = ProcessClock.threadMillis() - before;
    }
    double cpuSeconds = ProcessClock.seconds() - cpu;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("p50", Exact.quantile(millis, 0.5));
    figures.put("p99", Exact.quantile(millis, 0.99));
    figures.put("busy50", Exact.quantile(busy, 0.5));
    figures.put("busy99", Exact.quantile(busy, 0.99));
    figures.put("queriesPerCpuSecond", queries.size() / cpuSeconds);
    return figures;
  }
}
