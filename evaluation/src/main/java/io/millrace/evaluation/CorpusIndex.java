package io.millrace.evaluation;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Span;
import io.millrace.embedding.index.GenerationWriter;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.Script;
import io.millrace.evaluation.dataset.BeirFolder;
import io.millrace.evaluation.dataset.Passage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds a generation of a judged corpus with the writer of production: each document is one
 * passage whose id is the document's. Reads the corpus once; a few hundred documents are held at a
 * time.
 */
final class CorpusIndex {
  private static final String WORK = "encoding and indexing";
  private static final int BATCH = 64;

  private final CorpusEncoders encoders;
  private final GenerationWriter writer;
  private final long total;
  private final Progress progress;
  private final List<Document> batch = new ArrayList<>(BATCH);
  private long done;

  private CorpusIndex(
      CorpusEncoders encoders, GenerationWriter writer, long total, Progress progress) {
    this.encoders = encoders;
    this.writer = writer;
    this.total = total;
    this.progress = progress;
  }

  /**
   * Builds the generation.
   *
   * @param folder where generations are kept
   * @return the folder of the generation
   */
  static Path build(
      BeirFolder data, long documents, CorpusEncoders encoders, Path folder, Progress progress)
      throws IOException {
    Generations generations = new Generations(folder);
    try (GenerationWriter writer = generations.rebuild(1, IndexSettings.of(encoders.set()))) {
      CorpusIndex index = new CorpusIndex(encoders, writer, documents, progress);
      data.forEachPassage(index::add);
      index.flush();
      return generations.path(writer.commit().generation());
    }
  }

  private void add(Passage passage) throws IOException {
    batch.add(document(passage));
    if (batch.size() == BATCH) {
      flush();
    }
  }

  private void flush() throws IOException {
    encoders.prepare(batch.stream().flatMap(document -> document.chunks().stream()).toList());
    for (Document document : batch) {
      writer.apply(document, encoders.lookup());
    }
    done += batch.size();
    batch.clear();
    progress.advanced(WORK, done, total);
  }

  /** passage → document: one live document everyone may see; without text it has no chunk. */
  private static Document document(Passage passage) {
    String text = passage.content();
    String hash = Ids.text(text);
    String language = Script.cjkShare(text) >= 0.5 ? "zh" : "en";
    Chunk chunk =
        new Chunk(
            passage.id(),
            0,
            hash,
            "",
            text,
            new Span(0, text.length()),
            null,
            List.of(),
            language,
            0);
    return new Document(
        passage.id(),
        1,
        "evaluation",
        "evaluation",
        passage.id(),
        Outcome.LIVE,
        null,
        null,
        hash,
        hash,
        hash,
        text.getBytes(StandardCharsets.UTF_8).length,
        "text/plain",
        passage.title().isEmpty() ? null : passage.title(),
        language,
        Map.of(),
        List.of("public"),
        text,
        List.of(),
        text.isBlank() ? List.of() : List.of(chunk),
        Instant.EPOCH,
        null);
  }
}
