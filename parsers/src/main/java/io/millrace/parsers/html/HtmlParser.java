package io.millrace.parsers.html;

import io.millrace.parsers.block.BlockWriter;
import io.millrace.parsers.block.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Parses web pages into blocks: the page's main content with headings, paragraphs, lists, tables
 * and code. What is not content ({@link Boilerplate}) is left out. The charset is the byte-order
 * mark's, the declared one's if the bytes agree, else told from the bytes.
 */
public final class HtmlParser implements Parser {
  private static final long serialVersionUID = 1;
  private static final int DECLARATION_BYTES = 4096;
  private static final Pattern DECLARED =
      Pattern.compile(
          "charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)|encoding\\s*=\\s*[\"']([^\"']+)");

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(
        MediaType.text("html"),
        MediaType.application("xhtml+xml"),
        MediaType.application("vnd.wap.xhtml+xml"),
        MediaType.application("x-asp"));
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    byte[] bytes = stream.readAllBytes();
    Document document = Jsoup.parse(TextBytes.decode(bytes, charset(bytes)));
    describe(document, metadata);
    Element content = Boilerplate.mainContent(document);
    BlockWriter writer = new BlockWriter(handler, metadata);
    writer.start();
    new HtmlBlocks(writer).write(content);
    writer.end();
  }

  private static Charset charset(byte[] bytes) throws IOException {
    Charset told = TextBytes.charset(bytes);
    Charset declared = declared(bytes);
    if (declared == null
        || declared.equals(told)
        || told.equals(StandardCharsets.UTF_8)
        || told.name().startsWith("UTF-16")) {
      return told;
    }
    return TextBytes.decodes(bytes, declared) || !told.name().startsWith("GB") ? declared : told;
  }

  private static @Nullable Charset declared(byte[] bytes) {
    String head =
        new String(
            bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    Matcher matcher = DECLARED.matcher(head);
    if (!matcher.find()) {
      return null;
    }
    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String standard = name.toLowerCase(Locale.ROOT);
    if (standard.startsWith("gb") || standard.equals("x-gbk")) {
      return Charset.forName("GB18030"); // a superset of all that pages call gb2312 or gbk
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static void describe(Document document, Metadata metadata) {
    set(metadata, TikaCoreProperties.TITLE.getName(), document.title());
    set(metadata, TikaCoreProperties.CREATOR.getName(), meta(document, "author", "dc.creator"));
    set(
        metadata,
        TikaCoreProperties.DESCRIPTION.getName(),
        meta(document, "description", "og:description"));
    set(metadata, TikaCoreProperties.SUBJECT.getName(), meta(document, "keywords"));
    set(
        metadata,
        TikaCoreProperties.CREATED.getName(),
        meta(document, "article:published_time", "dcterms.created", "dc.date", "date"));
    set(
        metadata,
        TikaCoreProperties.MODIFIED.getName(),
        meta(document, "article:modified_time", "dcterms.modified", "last-modified"));
  }

  private static void set(Metadata metadata, String key, String value) {
    if (!value.isBlank()) {
      metadata.set(key, value.strip());
    }
  }

  private static String meta(Document document, String... names) {
    for (String name : names) {
      for (Element element : document.head().select("meta[name],meta[property]")) {
        String own = element.hasAttr("name") ? element.attr("name") : element.attr("property");
        if (own.equalsIgnoreCase(name) && !element.attr("content").isBlank()) {
          return element.attr("content");
        }
      }
    }
    return "";
  }
}
