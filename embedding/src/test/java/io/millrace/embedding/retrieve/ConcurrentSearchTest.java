package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.CHINESE;
import static io.millrace.embedding.index.Rows.ENGLISH;
import static io.millrace.embedding.index.Rows.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither threads nor shards change an answer, ties and copies included. */
class ConcurrentSearchTest {
  private static final List<String> QUERIES =
      List.of("mill", "water wheel", "水车 磨坊", "flour 面粉 river", "石磨");

  @TempDir Path root;

  private record Hashed(IndexedEncoder encoder) implements QueryEncoder {
    @Override
    public String fingerprint() {
      return encoder.fingerprint();
    }

    @Override
    public float[] encode(String query) {
      return Rows.vector(Ids.text(query) + encoder.fingerprint());
    }
  }

  @Test
  void threeShardsAskedByManyThreadsAnswerAsOneShardAskedByOne() throws Exception {
    String[] texts = {
      "river mill", "mill river", "water wheel", "水车 磨坊", "面粉 石磨", "flour of the mill", "河流 water"
    };
    Document[] rows = new Document[70];
    for (int i = 0; i < rows.length; i++) {
      // every text ten times, so that only ids tell passages apart
      rows[i] = document("doc" + i, List.of(i % 3 == 0 ? "staff" : "public"), texts[i % 7]);
    }
    try (Searcher one = searcher("one", 1, rows);
        Searcher three = searcher("three", 3, rows)) {
      List<List<SearchHit>> expected = answers(one);
      assertThat(expected).allSatisfy(hits -> assertThat(hits).isNotEmpty());
      ExecutorService askers = Executors.newFixedThreadPool(8);
      try {
        List<Future<List<List<SearchHit>>>> found = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          found.add(askers.submit(() -> answers(three)));
        }
        for (Future<List<List<SearchHit>>> each : found) {
          assertThat(each.get()).isEqualTo(expected);
        }
      } finally {
        askers.shutdown();
      }
    }
  }

  private static List<List<SearchHit>> answers(Searcher searcher) throws Exception {
    List<List<SearchHit>> answers = new ArrayList<>();
    for (String query : QUERIES) {
      for (Mode mode : Mode.ofIndex()) {
        for (Copies copies : Copies.values()) {
          SearchRequest request = SearchRequest.of(query).with(mode).with(copies).withK(25);
          answers.add(searcher.search(request.withGroups(Set.of("public"))));
        }
      }
    }
    return answers;
  }

  private Searcher searcher(String name, int shards, Document... rows) throws Exception {
    Generations generations = new Generations(root.resolve(name));
    Rows.write(generations, 1, IndexSettings.of(BOTH).withShards(shards), rows);
    String newest = generations.newest().orElseThrow().generation();
    return Searcher.open(
        generations.path(newest),
        SearchSettings.DEFAULT,
        List.of(new Hashed(ENGLISH), new Hashed(CHINESE)));
  }
}
