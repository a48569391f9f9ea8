package io.millrace.ingestion.write;

import io.millrace.core.table.Ids;
import io.millrace.core.tokenize.LargestCount;
import io.millrace.ingestion.chunk.Chunker;
import io.millrace.ingestion.chunk.ChunkerSettings;
import io.millrace.ingestion.clean.CleanedDocument;
import io.millrace.ingestion.clean.Cleaner;
import io.millrace.ingestion.parse.DocumentParser;
import io.millrace.ingestion.parse.ParsedDocument;
import io.millrace.ingestion.parse.ParserLimits;
import io.millrace.ingestion.parse.RejectedException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Parse, clean, cut: how documents are processed unless a test says otherwise.
 *
 * @param parsers folder with the jars of the parser's child process, on every machine
 * @param limits what one document may cost
 * @param chunker how to cut
 * @param tokenizers tokenizer files by which chunks are counted, on every machine
 */
public record ParsedProcessing(
    String parsers, ParserLimits limits, ChunkerSettings chunker, List<String> tokenizers)
    implements Processing {

  public ParsedProcessing {
    tokenizers = List.copyOf(tokenizers);
  }

  private LargestCount openTokens() {
    return LargestCount.open(tokenizers.stream().map(Path::of).toList());
  }

  @Override
  public String fingerprint() {
    try (LargestCount tokens = openTokens()) {
      return Ids.hash(
          DocumentParser.fingerprint(Path.of(parsers), limits),
          Cleaner.fingerprint(),
          new Chunker(chunker, tokens).fingerprint());
    }
  }

  @Override
  public DocumentProcessor open() {
    DocumentParser parser = DocumentParser.open(Path.of(parsers), limits);
    try {
      LargestCount tokens = openTokens();
      return new Processor(parser, tokens, new Chunker(chunker, tokens));
    } catch (RuntimeException e) {
      parser.close();
      throw e;
    }
  }

  private static final class Processor implements DocumentProcessor {
    private final DocumentParser parser;
    private final LargestCount tokens;
    private final Cleaner cleaner = new Cleaner();
    private final Chunker chunker;

    Processor(DocumentParser parser, LargestCount tokens, Chunker chunker) {
      this.parser = parser;
      this.tokens = tokens;
      this.chunker = chunker;
    }

    @Override
    public ProcessedDocument process(String docId, String fileName, InputStream content)
        throws RejectedException {
      ParsedDocument parsed = parser.parse(fileName, content);
      CleanedDocument cleaned = cleaner.clean(parsed);
      return new ProcessedDocument(
          parsed.mediaType(),
          parsed.title(),
          cleaned.language(),
          parsed.metadata(),
          cleaned.text(),
          cleaned.blocks(),
          chunker.chunk(docId, parsed.title(), cleaned));
    }

    @Override
    public void close() {
      try {
        parser.close();
      } finally {
        tokens.close();
      }
    }
  }
}
