package io.millrace.parsers.markdown;

import io.millrace.parsers.block.BlockWriter;
import io.millrace.parsers.block.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Parses Markdown (CommonMark with tables): front matter becomes metadata, markup goes, the text of
 * links and images stays.
 */
public final class MarkdownParser implements Parser {
  private static final long serialVersionUID = 1;

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.text("x-web-markdown"), MediaType.text("markdown"));
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    List<String> lines = TextBytes.decode(stream.readAllBytes()).lines().toList();
    int first = frontMatter(lines, metadata);
    BlockWriter writer = new BlockWriter(handler, metadata);
    writer.start();
    new MarkdownBlocks(lines, writer).write(first);
    writer.end();
  }

  /** Reads simple {@code key: value} lines between {@code ---} lines; returns the next line. */
  private static int frontMatter(List<String> lines, Metadata metadata) {
    if (lines.isEmpty() || !lines.get(0).strip().equals("---")) {
      return 0;
    }
    for (int end = 1; end < lines.size(); end++) {
      String mark = lines.get(end).strip();
      if (mark.equals("---") || mark.equals("...")) {
        lines.subList(1, end).forEach(line -> describe(line, metadata));
        return end + 1;
      }
    }
    return 0;
  }

  private static void describe(String line, Metadata metadata) {
    int colon = line.indexOf(':');
    if (colon < 1 || Character.isWhitespace(line.charAt(0))) {
      return;
    }
    String value = line.substring(colon + 1).strip();
    if (value.length() >= 2 && (value.startsWith("\"") || value.startsWith("'"))) {
      value = value.substring(1, value.length() - 1);
    }
    if (value.isBlank()) {
      return;
    }
    switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
      case "title" -> metadata.set(TikaCoreProperties.TITLE, value);
      case "author", "authors" -> metadata.set(TikaCoreProperties.CREATOR.getName(), value);
      case "date", "created" -> metadata.set(TikaCoreProperties.CREATED.getName(), value);
      case "updated", "modified", "lastmod" ->
          metadata.set(TikaCoreProperties.MODIFIED.getName(), value);
      case "description", "summary" ->
          metadata.set(TikaCoreProperties.DESCRIPTION.getName(), value);
      case "tags", "keywords", "categories" ->
          metadata.set(TikaCoreProperties.SUBJECT.getName(), value.replaceAll("[\\[\\]]", ""));
      default -> {
        // not ours to know
      }
    }
  }
}
