package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** Looks up, in the generation, the passages that the graph ranked. */
final class GraphSearch {
  private final IndexSearcher searcher;
  private final Ordinals ids;

  /**
   * Looks up through a searcher.
   *
   * @param ids ordinals of {@link Fields#CHUNK_ID}
   */
  GraphSearch(IndexSearcher searcher, Ordinals ids) {
    this.searcher = searcher;
    this.ids = ids;
  }

  /** A passage that is there. */
  private record Found(int document, int id, float score) {
    static final Comparator<Found> ORDER =
        Comparator.comparingDouble(Found::score).reversed().thenComparingInt(Found::id);
  }

  /** Those that the generation has and that may be seen, {@code depth} at most. */
  List<ScoreDoc> best(List<RankedPassage> ranked, Query visible, int depth) throws IOException {
    if (ranked.isEmpty()) {
      return List.of();
    }
    Map<String, Float> scores = new HashMap<>();
    List<BytesRef> terms = new ArrayList<>(ranked.size());
    for (RankedPassage passage : ranked) {
      scores.put(passage.chunk(), (float) passage.score());
      terms.add(new BytesRef(passage.chunk()));
    }
    Query query =
        new BooleanQuery.Builder()
            .add(new TermInSetQuery(Fields.CHUNK_ID, terms), BooleanClause.Occur.FILTER)
            .add(visible, BooleanClause.Occur.FILTER)
            .build();
    SortedDocValues values = ids.values();
    List<Found> found = new ArrayList<>();
    for (ScoreDoc each : searcher.search(query, terms.size(), Sort.INDEXORDER).scoreDocs) {
      if (values.advanceExact(each.doc)) {
        int id = values.ordValue();
        String chunk = values.lookupOrd(id).utf8ToString();
        found.add(new Found(each.doc, id, scores.getOrDefault(chunk, 0f)));
      }
    }
    return found.stream()
        .sorted(Found.ORDER)
        .limit(depth)
        .map(each -> new ScoreDoc(each.document(), each.score()))
        .toList();
  }
}
