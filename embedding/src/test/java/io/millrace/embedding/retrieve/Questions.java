package io.millrace.embedding.retrieve;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.CHINESE;
import static io.millrace.embedding.index.Rows.ENGLISH;

import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Generations of literal rows, opened to be asked. */
final class Questions {
  static final Set<String> PUBLIC = Set.of("public");

  /** One of each language. */
  static final List<QueryEncoder> ENCODERS =
      List.of(new HashEncoder(ENGLISH), new HashEncoder(CHINESE));

  private Questions() {}

  /** The vector of a question is that of the passage with the same text. */
  private record HashEncoder(IndexedEncoder encoder) implements QueryEncoder {
    @Override
    public String fingerprint() {
      return encoder.fingerprint();
    }

    @Override
    public float[] encode(String query) {
      return Rows.vector(Ids.text(query) + encoder.fingerprint());
    }
  }

  /** One shard of these rows, of both languages. */
  static Searcher of(Path root, Document... rows) throws IOException {
    return of(root, IndexSettings.of(BOTH), rows);
  }

  /** A first generation of these rows. */
  static Searcher of(Path root, IndexSettings settings, Document... rows) throws IOException {
    Rows.write(new Generations(root), 1, settings, rows);
    return newest(root);
  }

  /** The newest generation in a folder. */
  static Searcher newest(Path root) throws IOException {
    Generations generations = new Generations(root);
    String newest = generations.newest().orElseThrow().generation();
    return Searcher.open(generations.path(newest), SearchSettings.DEFAULT, ENCODERS);
  }

  /** The vector of a question. */
  static float[] vector(IndexedEncoder encoder, String query) {
    return new HashEncoder(encoder).encode(query);
  }

  /**
   * All passages of these rows, as if the knowledge graph had found them, first ones of a document
   * first.
   */
  static List<RankedPassage> found(Document... rows) {
    return Arrays.stream(rows)
        .flatMap(row -> row.chunks().stream())
        .map(chunk -> new RankedPassage(chunk.chunkId(), 1.0 / (1 + chunk.ordinal())))
        .toList();
  }
}
