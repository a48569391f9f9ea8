package io.millrace.ingestion;

import io.millrace.core.table.Block;
import io.millrace.core.table.Chunk;
import io.millrace.core.table.Ids;
import io.millrace.core.table.RejectCode;
import io.millrace.core.table.Span;
import io.millrace.ingestion.parse.RejectedException;
import io.millrace.ingestion.write.DocumentProcessor;
import io.millrace.ingestion.write.ProcessedDocument;
import io.millrace.ingestion.write.Processing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Processing for tests of what surrounds it: every line is a paragraph and a chunk; a file that
 * begins with {@code BROKEN} is corrupt, and one with {@code FAIL} breaks the machinery.
 */
record Paragraphs(String version) implements Processing {
  /** How many documents were processed in this process. */
  static final AtomicInteger PROCESSED = new AtomicInteger();

  @Override
  public String fingerprint() {
    return version;
  }

  @Override
  public DocumentProcessor open() {
    return new DocumentProcessor() {
      @Override
      public ProcessedDocument process(String docId, String fileName, InputStream content)
          throws RejectedException {
        PROCESSED.incrementAndGet();
        String text;
        try {
          text = new String(content.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        if (text.startsWith("BROKEN")) {
          throw new RejectedException(RejectCode.CORRUPT, "the file is damaged");
        }
        if (text.startsWith("FAIL")) {
          throw new IllegalStateException("the disk is full");
        }
        return processed(docId, text);
      }

      @Override
      public void close() {}
    };
  }

  private static ProcessedDocument processed(String docId, String text) {
    List<Block> blocks = new ArrayList<>();
    List<Chunk> chunks = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    int start = 0;
    for (String line : text.split("\n", -1)) {
      Span span = new Span(start, start + line.length());
      start = span.end() + 1;
      blocks.add(new Block(Block.Kind.PARAGRAPH, 0, span, null, "en", List.of()));
      String hash = Ids.text(line);
      int occurrence = seen.merge(hash, 1, Integer::sum) - 1;
      chunks.add(
          new Chunk(
              Ids.chunk(docId, hash, occurrence),
              chunks.size(),
              hash,
              "",
              line,
              span,
              null,
              List.of(),
              "en",
              1));
    }
    return new ProcessedDocument(
        "text/plain", null, "en", Map.of("author", "Ann"), text, blocks, chunks);
  }
}
