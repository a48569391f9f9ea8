package io.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.table.Block;
import io.millrace.core.table.RejectCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A parser with a real child process, for a class of tests. */
abstract class ChildParser {
  static final Path PARSERS = Path.of(System.getProperty("millrace.parsers"));
  static final Path SAMPLES = PARSERS.resolve("../../../samples/documents");
  static final ParserLimits LIMITS =
      new ParserLimits(256L << 20, Duration.ofMinutes(2), 2_000_000, 20L << 20);

  static DocumentParser parser;

  @BeforeAll
  static void open() {
    parser = DocumentParser.open(PARSERS, LIMITS);
  }

  @AfterAll
  static void close() {
    parser.close();
  }

  static ParsedDocument parse(Path file) throws Exception {
    try (InputStream content = Files.newInputStream(file)) {
      return parser.parse(file.getFileName().toString(), content);
    }
  }

  static ParsedDocument parse(String name, byte[] bytes) throws RejectedException {
    return parser.parse(name, new ByteArrayInputStream(bytes));
  }

  static RejectCode rejection(String name, byte[] bytes) {
    return catchThrowableOfType(RejectedException.class, () -> parse(name, bytes)).code();
  }

  static List<String> texts(ParsedDocument document, Block.Kind kind) {
    return document.blocks().stream()
        .filter(block -> block.kind() == kind)
        .map(block -> block.text().strip())
        .toList();
  }
}
