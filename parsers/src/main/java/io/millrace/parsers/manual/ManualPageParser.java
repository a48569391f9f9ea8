package io.millrace.parsers.manual;

import io.millrace.parsers.block.BlockWriter;
import io.millrace.parsers.block.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Parses manual pages in troff source. Sections become headings, tagged paragraphs list items, and
 * what is not filled becomes code; font changes go. The title is the page's name and section, as in
 * {@code ls(1)}, with its one-line description.
 */
public final class ManualPageParser implements Parser {
  private static final long serialVersionUID = 1;
  private static final int START_CHARACTERS = 16_384;
  private static final Pattern START =
      Pattern.compile("^\\.(?:TH|Dd|SH|so)[ \t]", Pattern.MULTILINE);

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.text("troff"), MediaType.application("x-troff-man"));
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    write(TextBytes.decode(stream.readAllBytes()), handler, metadata);
  }

  /** Whether a text whose name does not tell its format is the source of a manual page. */
  public static boolean isManualPage(String text) {
    return START.matcher(text).region(0, Math.min(text.length(), START_CHARACTERS)).find();
  }

  /** Writes the blocks of a page's source. */
  public static void write(String source, ContentHandler handler, Metadata metadata)
      throws SAXException {
    List<String> lines = source.lines().toList();
    String title = title(lines);
    if (!title.isEmpty()) {
      metadata.set(TikaCoreProperties.TITLE, title);
    }
    BlockWriter writer = new BlockWriter(handler, metadata);
    writer.start();
    new ManualBlocks(writer).write(lines);
    writer.end();
  }

  /** Name and section from {@code .TH}, or {@code .Dt}, and the line below the NAME section. */
  private static String title(List<String> lines) {
    String name = "";
    String description = "";
    for (int index = 0; index < lines.size(); index++) {
      List<String> words = Troff.arguments(lines.get(index));
      if (words.isEmpty()) {
        continue;
      }
      if (words.size() >= 3 && (words.get(0).equals(".TH") || words.get(0).equals(".Dt"))) {
        name = words.get(1).toLowerCase(Locale.ROOT) + "(" + words.get(2) + ")";
      } else if (words.get(0).equalsIgnoreCase(".SH") && index + 1 < lines.size()) {
        String next = Troff.plain(lines.get(index + 1));
        int dash = next.indexOf(" - ");
        description = dash < 0 ? "" : next.substring(dash);
        break;
      }
    }
    return name.isEmpty() ? "" : name + description;
  }
}
