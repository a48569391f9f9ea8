package io.millrace.benchmark.search;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Span;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.VectorLookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The passages of a corpus as documents of {@value #PASSAGES} each. Every tenth document is for
 * {@code staff} alone, the others are {@code public}, so that the filter by groups has work to do.
 */
final class Documents {
  /** Passages of a document. */
  static final int PASSAGES = 10;

  private static final String REVISED = " *";

  private final Corpus corpus;

  Documents(Corpus corpus) {
    this.corpus = corpus;
  }

  int size() {
    return (corpus.passages().size() + PASSAGES - 1) / PASSAGES;
  }

  /** Whether everyone may see a passage. */
  static boolean isPublic(int passage) {
    return passage / PASSAGES % 10 != 9;
  }

  /** A document as of revision 1. */
  Document first(int number) {
    return document(number, 1, "");
  }

  /** The same after an edit of every passage, as of revision 2. */
  Document edited(int number) {
    return document(number, 2, REVISED);
  }

  /** The vectors of all passages, an edited one's as before the edit: about 150 MB for 100,000. */
  VectorLookup vectors() throws IOException {
    Map<String, float[]> byHash = new HashMap<>();
    for (String language : List.of(EncoderSet.ANY, "zh")) {
      List<float[]> vectors = corpus.passageVectors(language);
      int next = 0;
      for (String passage : corpus.passages()) {
        if (Corpus.language(passage).equals(language)) {
          float[] vector = vectors.get(next++);
          byHash.put(Ids.text(passage), vector);
          byHash.put(Ids.text(passage + REVISED), vector);
        }
      }
    }
    return VectorLookup.of(byHash);
  }

  /** The id of a passage of revision 1. */
  String chunkId(int passage) {
    String hash = Ids.text(corpus.passages().get(passage));
    return Ids.chunk(docId(passage / PASSAGES), hash, 0);
  }

  private static String docId(int number) {
    return Ids.document(uri(number));
  }

  private static String uri(int number) {
    return "file:///passages/" + number + ".txt";
  }

  private Document document(int number, long revision, String suffix) {
    StringBuilder text = new StringBuilder();
    List<Chunk> chunks = new ArrayList<>();
    int from = number * PASSAGES;
    int to = Math.min(from + PASSAGES, corpus.passages().size());
    for (String passage : corpus.passages().subList(from, to)) {
      String content = passage + suffix;
      String hash = Ids.text(content);
      int start = text.length();
      String language = Corpus.language(passage).equals("zh") ? "zh" : "en";
      chunks.add(
          new Chunk(
              Ids.chunk(docId(number), hash, 0),
              chunks.size(),
              hash,
              "",
              content,
              new Span(start, start + content.length()),
              null,
              List.of(),
              language,
              0));
      text.append(content).append('\n');
    }
    String hash = Ids.text(text.toString());
    return new Document(
        docId(number),
        revision,
        "bench",
        "bench",
        uri(number),
        Outcome.LIVE,
        null,
        null,
        hash,
        hash,
        hash,
        text.toString().getBytes(StandardCharsets.UTF_8).length,
        "text/plain",
        null,
        "und",
        Map.of(),
        List.of(isPublic(from) ? "public" : "staff"),
        text.toString(),
        List.of(),
        chunks,
        Instant.EPOCH,
        null);
  }
}
