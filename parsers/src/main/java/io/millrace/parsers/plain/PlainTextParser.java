package io.millrace.parsers.plain;

import io.millrace.parsers.block.BlockWriter;
import io.millrace.parsers.block.TextBytes;
import io.millrace.parsers.manual.ManualPageParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Parses plain text. Blank lines part paragraphs; lines that were only wrapped are rejoined later,
 * lines that end early keep their end; underlined and numbered lines of their own are headings;
 * indented lines that do not read like sentences are code. A table of contents is left out.
 */
public final class PlainTextParser implements Parser {
  private static final long serialVersionUID = 1;

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.TEXT_PLAIN);
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    String text = TextBytes.decode(stream.readAllBytes());
    if (ManualPageParser.isManualPage(text)) {
      metadata.set(Metadata.CONTENT_TYPE, "text/troff");
      ManualPageParser.write(text, handler, metadata);
      return;
    }
    List<String> lines = text.lines().map(PlainTextParser::tidy).toList();
    BlockWriter writer = new BlockWriter(handler, metadata);
    writer.start();
    new PlainBlocks(lines, writer).write();
    writer.end();
  }

  /** Tabs to columns of eight; form feeds and trailing blanks go. */
  private static String tidy(String raw) {
    String line = raw.replace('\u00A0', ' ');
    if (line.indexOf('\t') < 0 && line.indexOf('\f') < 0) {
      return line.stripTrailing();
    }
    StringBuilder result = new StringBuilder(line.length() + 8);
    for (int index = 0; index < line.length(); index++) {
      char character = line.charAt(index);
      if (character == '\t') {
        do {
          result.append(' ');
        } while (result.length() % 8 != 0);
      } else if (character != '\f') {
        result.append(character);
      }
    }
    return result.toString().stripTrailing();
  }
}
