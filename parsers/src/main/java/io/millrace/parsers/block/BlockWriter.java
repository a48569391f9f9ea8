package io.millrace.parsers.block;

import java.util.List;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Writes a document's blocks as XHTML. In texts a line feed ends a line of the source, which the
 * pipeline rejoins; {@link #BREAK} is a line break that the author meant. Blank texts write
 * nothing.
 */
public final class BlockWriter {
  /** A line break that the author meant: Unicode LINE SEPARATOR. */
  public static final char BREAK = '\u2028';

  private final XHTMLContentHandler xhtml;

  /** Writes to {@code handler}; the metadata's title goes into the head. */
  public BlockWriter(ContentHandler handler, Metadata metadata) {
    this.xhtml = new XHTMLContentHandler(handler, metadata);
  }

  /** Begins the document; the metadata must be complete. */
  public void start() throws SAXException {
    xhtml.startDocument();
  }

  /** Ends the document. */
  public void end() throws SAXException {
    xhtml.endDocument();
  }

  /** A heading of level 1 to 6. */
  public void heading(int level, String text) throws SAXException {
    if (!text.isBlank()) {
      xhtml.element("h" + Math.max(1, Math.min(6, level)), text);
    }
  }

  /** A paragraph. */
  public void paragraph(String text) throws SAXException {
    if (!text.isBlank()) {
      xhtml.element("p", text);
    }
  }

  /** A list item with its marker, at nesting {@code level} from 1. */
  public void item(int level, String text) throws SAXException {
    if (!text.isBlank()) {
      AttributesImpl attributes = new AttributesImpl();
      attributes.addAttribute("", "level", "level", "CDATA", Integer.toString(level));
      xhtml.startElement("li", attributes);
      xhtml.characters(text);
      xhtml.endElement("li");
    }
  }

  /** Code or anything else whose lines and blanks are meant. */
  public void code(String text) throws SAXException {
    if (!text.isBlank()) {
      xhtml.element("pre", text);
    }
  }

  /** A table; rows without text are left out. */
  public void table(List<Row> rows) throws SAXException {
    xhtml.startElement("table");
    for (Row row : rows) {
      xhtml.startElement("tr");
      for (String cell : row.cells()) {
        String element = row.header() ? "th" : "td";
        xhtml.startElement(element); // element(…) would leave an empty cell out
        xhtml.characters(cell);
        xhtml.endElement(element);
      }
      xhtml.endElement("tr");
    }
    xhtml.endElement("table");
  }

  /** Begins a page. */
  public void startPage() throws SAXException {
    xhtml.startElement("div", "class", "page");
  }

  /** Ends a page. */
  public void endPage() throws SAXException {
    xhtml.endElement("div");
  }

  /**
   * A row of a table.
   *
   * @param header whether it names the columns
   * @param cells texts, left to right
   */
  public record Row(boolean header, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }
}
