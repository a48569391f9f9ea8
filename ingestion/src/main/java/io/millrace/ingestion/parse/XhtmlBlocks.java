package io.millrace.ingestion.parse;

import io.millrace.core.table.Block;
import io.millrace.core.table.RejectCode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XHTML, as Tika's parsers and ours write it, to raw blocks. Elements: {@code h1} to {@code h6},
 * {@code p}, lists (or single items with a {@code level} and their own marker), definition lists (a
 * term and its definition become one list item), tables (nested ones join the outer cell), {@code
 * pre}, {@code br}; a {@code div} of class {@code page} or {@code slide-content} begins a page.
 * Anything else only separates or carries text.
 */
final class XhtmlBlocks extends DefaultHandler {
  private static final int LONGEST_SLIDE_TITLE = 120;
  private static final Pattern OFFICE =
      Pattern.compile("officedocument|msword|ms-|opendocument|rtf");
  private static final Pattern FURNITURE =
      Pattern.compile("header|footer|slide-master-content|slide-notes-header|slideShow-notes");

  private final List<RawBlock> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder titleText = new StringBuilder();
  private final Deque<ItemMarkers> lists = new ArrayDeque<>();
  private final List<RawRow> rows = new ArrayList<>();
  private final List<String> cells = new ArrayList<>();
  private final boolean breaks;
  private final boolean slides;
  private final boolean pages;
  private boolean slideStarts;
  private int left;
  private boolean onlyHeaderCells;
  private boolean titleOpen;
  private boolean termOpen;
  private int tableDepth;
  private int headingLevel;
  private int codeDepth;
  private int itemLevel;
  private String marker = "";
  private @Nullable Integer page;

  /** The markers of one open list's items. */
  private static final class ItemMarkers {
    private final boolean ordered;
    private int number;

    private ItemMarkers(boolean ordered, int number) {
      this.ordered = ordered;
      this.number = number;
    }

    private String next() {
      return ordered ? number++ + ". " : "- ";
    }
  }

  private XhtmlBlocks(String mediaType) {
    this.breaks = OFFICE.matcher(mediaType).find();
    this.slides = mediaType.contains("presentation") || mediaType.contains("powerpoint");
    this.pages = slides || mediaType.equals("application/pdf");
  }

  /**
   * Reads the child's output; what a line feed or a page means depends on the media type.
   *
   * @throws RejectedException where a parser did not write well-formed XHTML
   */
  static XhtmlBlocks read(String xhtml, String mediaType) throws RejectedException {
    XhtmlBlocks blocks = new XhtmlBlocks(mediaType);
    if (xhtml.isBlank()) {
      return blocks;
    }
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(new InputSource(new StringReader(xhtml)), blocks);
    } catch (SAXException e) {
      throw new RejectedException(
          RejectCode.CORRUPT,
          "Cannot use the document: what the parser of "
              + mediaType
              + " made of it is not well-formed, "
              + e.getMessage()
              + "; report it with the file, or convert it");
    } catch (ParserConfigurationException | IOException e) {
      throw new ParserFailure("Cannot read what the parser's process wrote: " + e, e);
    }
    blocks.flush();
    return blocks;
  }

  List<RawBlock> blocks() {
    return blocks;
  }

  @Nullable String title() {
    return titleText.isEmpty() ? null : titleText.toString();
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes) {
    String element = qualified.toLowerCase(Locale.ROOT);
    if (left > 0) {
      left++;
      return;
    }
    if (tableDepth > 0) {
      startInTable(element);
      return;
    }
    switch (element) {
      case "title" -> titleOpen = titleText.isEmpty();
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        flush();
        headingLevel = element.charAt(1) - '0';
      }
      case "pre" -> {
        flush();
        codeDepth++;
      }
      case "ul", "ol" -> {
        flush();
        lists.push(new ItemMarkers(element.equals("ol"), number(attributes.getValue("start"))));
      }
      case "dl" -> {
        flush();
        lists.push(new ItemMarkers(false, 1));
      }
      case "li" -> {
        flush();
        String level = attributes.getValue("level");
        marker = level != null ? "" : lists.isEmpty() ? "- " : lists.element().next();
        itemLevel = level == null ? 0 : number(level);
      }
      case "dt" -> {
        if (!termOpen) { // several terms of one definition stay together
          flush();
        } else {
          text.append(RawBlock.BREAK);
        }
        termOpen = true;
      }
      case "dd" -> {
        if (termOpen) {
          text.append(RawBlock.BREAK);
        } else {
          flush();
        }
      }
      case "p" -> {
        if (!termOpen || !text.toString().isBlank() && !endsWithBreak()) {
          flush();
        }
      }
      case "br" -> text.append(codeDepth > 0 ? '\n' : RawBlock.BREAK);
      case "table" -> {
        flush();
        tableDepth = 1;
      }
      case "div" -> {
        flush();
        String kind = attributes.getValue("class");
        if (breaks && kind != null && FURNITURE.matcher(kind).matches()) {
          left = 1; // repeats on each page
        } else if (pages && ("page".equals(kind) || "slide-content".equals(kind))) {
          page = page == null ? 1 : page + 1;
          slideStarts = slides;
        }
      }
      case "html", "head", "body", "section", "article", "blockquote", "address", "figure" ->
          flush();
      default -> {
        // carries text
      }
    }
  }

  private boolean endsWithBreak() {
    return text.length() > 0 && text.charAt(text.length() - 1) == RawBlock.BREAK;
  }

  private static int number(@Nullable String start) {
    try {
      return start == null ? 1 : Integer.parseInt(start.strip());
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private void startInTable(String element) {
    switch (element) {
      case "table" -> tableDepth++;
      case "tr" -> {
        if (tableDepth == 1) {
          onlyHeaderCells = true;
          text.setLength(0);
        }
      }
      case "td" -> {
        onlyHeaderCells &= tableDepth > 1;
        text.append(' ');
      }
      default -> {
        if (!element.equals("b") && !element.equals("i") && !element.equals("a")) {
          text.append(' ');
        }
      }
    }
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    String element = qualified.toLowerCase(Locale.ROOT);
    if (left > 0) {
      left--;
      return;
    }
    if (tableDepth > 0) {
      endInTable(element);
      return;
    }
    switch (element) {
      case "title" -> titleOpen = false;
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        flush();
        headingLevel = 0;
      }
      case "pre" -> {
        flush();
        codeDepth = Math.max(0, codeDepth - 1);
      }
      case "ul", "ol", "dl" -> {
        flush();
        lists.poll();
      }
      case "dd" -> flush();
      case "p" -> flush();
      case "li" -> {
        flush();
        itemLevel = 0;
      }
      case "div", "section", "article", "blockquote", "address", "figure", "head", "body" ->
          flush();
      default -> {
        // carried text
      }
    }
  }

  private void endInTable(String element) {
    switch (element) {
      case "table" -> {
        tableDepth--;
        if (tableDepth == 0) {
          endTable();
        }
      }
      case "td", "th" -> {
        if (tableDepth == 1) {
          cells.add(text.toString());
          text.setLength(0);
        }
      }
      case "tr" -> {
        if (tableDepth == 1) {
          endRow();
        }
      }
      default -> {
        // carried text
      }
    }
  }

  private void endRow() {
    if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
      rows.add(new RawRow(onlyHeaderCells, cells));
    }
    cells.clear();
    text.setLength(0);
  }

  private void endTable() {
    endRow();
    if (!rows.isEmpty()) {
      slideStarts = false;
      blocks.add(new RawBlock(Block.Kind.TABLE, 0, "", HeaderRow.told(rows), page));
    }
    rows.clear();
    text.setLength(0);
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (left > 0) {
      return;
    }
    if (titleOpen) {
      titleText.append(characters, start, length);
    } else {
      text.append(characters, start, length);
    }
  }

  /** Ends the block that is being read. */
  private void flush() {
    String content = text.toString();
    text.setLength(0);
    termOpen = false;
    if (content.isBlank()) {
      return;
    }
    if (breaks) {
      content = content.strip().replace('\n', RawBlock.BREAK);
    }
    if (slideStarts && codeDepth == 0) {
      slideStarts = false;
      if (content.length() <= LONGEST_SLIDE_TITLE) {
        blocks.add(new RawBlock(Block.Kind.HEADING, 1, content, List.of(), page));
        return;
      }
    }
    if (codeDepth > 0) {
      blocks.add(new RawBlock(Block.Kind.CODE, 0, content, List.of(), page));
      return;
    }
    if (headingLevel > 0) {
      blocks.add(new RawBlock(Block.Kind.HEADING, headingLevel, content, List.of(), page));
    } else if (itemLevel > 0 || !lists.isEmpty()) {
      int level = Math.max(itemLevel, lists.size());
      blocks.add(new RawBlock(Block.Kind.LIST, level, marker + content.strip(), List.of(), page));
      marker = "";
    } else {
      blocks.add(new RawBlock(Block.Kind.PARAGRAPH, 0, content, List.of(), page));
    }
  }
}
