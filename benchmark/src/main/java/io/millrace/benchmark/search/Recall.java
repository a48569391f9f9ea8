package io.millrace.benchmark.search;

import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.retrieve.Copies;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.FusionSettings;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.embedding.retrieve.RankedPassage;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.embedding.retrieve.Searcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many of the ten nearest public passages the search by vectors finds: through the searcher of
 * production, with the encoder of the question's language alone.
 */
final class Recall {
  private static final int K = 10;

  private Recall() {}

  /** The mean over every {@code step}-th query whose language tells its encoder. */
  static double at10(Corpus corpus, Path generation, int step) throws IOException {
    FusionSettings fusion = FusionSettings.DEFAULT;
    SearchSettings ownEncoder =
        SearchSettings.DEFAULT.with(
            new FusionSettings(
                fusion.rankConstant(),
                fusion.depth(),
                fusion.english(),
                fusion.chinese(),
                fusion.mixed(),
                0,
                fusion.graph()));
    Documents documents = new Documents(corpus);
    double sum = 0;
    int counted = 0;
    try (Searcher searcher = Searcher.open(generation, ownEncoder, encoders(corpus))) {
      for (String language : corpus.encoders().byLanguage().keySet()) {
        List<float[]> queries = corpus.queryVectors(language);
        List<float[]> all = corpus.passageVectors(language);
        List<float[]> rows = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        int next = 0;
        for (int passage = 0; passage < corpus.passages().size(); passage++) {
          if (Corpus.language(corpus.passages().get(passage)).equals(language)) {
            if (Documents.isPublic(passage)) {
              rows.add(all.get(next));
              ids.add(documents.chunkId(passage));
            }
            next++;
          }
        }
        for (int i = 0; i < queries.size(); i += step) {
          String query = corpus.queries().get(i);
          if (ShortPassages.language(query).equals(language)) {
            List<String> right = Exact.at(Exact.nearest(queries.get(i), rows, K), ids);
            sum += Exact.recall(found(searcher, query), right);
            counted++;
          }
        }
      }
    }
    return sum / counted;
  }

  private static List<String> found(Searcher searcher, String query) throws IOException {
    SearchRequest request =
        new SearchRequest(query, K, Mode.DENSE, Set.of("public"), Filters.NONE, Copies.COLLAPSE);
    return searcher.rank(request).stream().map(RankedPassage::chunk).toList();
  }

  /** Encoders that know the corpus's queries and calculate nothing. */
  static List<QueryEncoder> encoders(Corpus corpus) throws IOException {
    List<QueryEncoder> encoders = new ArrayList<>();
    for (Map.Entry<String, IndexedEncoder> entry : corpus.encoders().byLanguage().entrySet()) {
      List<float[]> vectors = corpus.queryVectors(entry.getKey());
      Map<String, float[]> byQuery = new HashMap<>();
      for (int i = 0; i < vectors.size(); i++) {
        byQuery.put(corpus.queries().get(i), vectors.get(i));
      }
      encoders.add(new Known(entry.getValue().fingerprint(), byQuery));
    }
    return encoders;
  }

  private record Known(String fingerprint, Map<String, float[]> byQuery) implements QueryEncoder {
    @Override
    public float[] encode(String query) {
      float[] vector = byQuery.get(query);
      if (vector == null) {
        throw new IllegalArgumentException("Cannot encode '" + query + "': it was not prepared");
      }
      return vector;
    }
  }
}
