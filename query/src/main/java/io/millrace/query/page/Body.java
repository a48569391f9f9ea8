package io.millrace.query.page;

import io.millrace.core.table.Block;
import io.millrace.core.table.Span;
import io.millrace.core.table.TableRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document's text as its page shows it: sections of parts, cut into segments. Made in one pass,
 * linear in the text.
 *
 * @param sections the sections: one a page, or more where a page has many parts
 * @param outline the headings, as many levels as fit
 */
public record Body(List<Section> sections, List<Entry> outline) {
  /** Most entries of an outline: deeper levels are left out until it fits. */
  private static final int MOST_ENTRIES = 300;

  /** Most parts of a section, so that a browser can leave out what is not in view. */
  private static final int PARTS = 100;

  public Body {
    sections = List.copyOf(sections);
    outline = List.copyOf(outline);
  }

  /**
   * A stretch of the document.
   *
   * @param page the page that begins with it, or null where none does
   * @param parts its parts
   */
  public record Section(@Nullable Integer page, List<Part> parts) {
    /** The parts in order, items of one list together, any other part alone. */
    public List<List<Part>> runs() {
      List<List<Part>> runs = new ArrayList<>();
      int start = 0;
      for (int at = 1; at <= parts.size(); at++) {
        if (at == parts.size() || !isItem(at) || !isItem(at - 1)) {
          runs.add(parts.subList(start, at));
          start = at;
        }
      }
      return runs;
    }

    private boolean isItem(int at) {
      return parts.get(at).kind() == Block.Kind.LIST;
    }
  }

  /**
   * A block.
   *
   * @param number its number in the document, from 0
   * @param kind what it is
   * @param level heading level or list nesting, from 1, else 0
   * @param language BCP 47 tag
   * @param segments its text; empty for a table
   * @param rows the rows of a table
   */
  public record Part(
      int number,
      Block.Kind kind,
      int level,
      String language,
      List<Segment> segments,
      List<Row> rows) {}

  /**
   * A row of a table.
   *
   * @param header whether it names the columns
   * @param cells its cells
   */
  public record Row(boolean header, List<Cell> cells) {}

  /**
   * A cell of a table.
   *
   * @param segments its text
   * @param brief whether it is so short that it stands in one line
   */
  public record Cell(List<Segment> segments, boolean brief) {
    /** Columns of a brief cell; a Chinese character takes two. */
    private static final int BRIEF = 14;

    static Cell of(List<Segment> segments) {
      int columns = segments.stream().mapToInt(segment -> columns(segment.text())).sum();
      return new Cell(segments, columns <= BRIEF);
    }

    private static int columns(String text) {
      return text.codePoints().map(each -> Character.isIdeographic(each) ? 2 : 1).sum();
    }
  }

  /**
   * A heading.
   *
   * @param number number of its part
   * @param level from 1
   * @param text the heading
   */
  public record Entry(int number, int level, String text) {}

  static Body of(DocumentView document) {
    DocumentView.Found found = document.found();
    Marks marks =
        new Marks(
            document.text(),
            found == null || found.passage() == null
                ? List.of()
                : List.of(begun(document.text(), found.passage())),
            found == null ? List.of() : found.words());
    List<Section> sections = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    Integer page = null;
    Integer opened = null;
    int number = 0;
    for (Block block : blocks(document)) {
      boolean turned = block.page() != null && !block.page().equals(page);
      if (!parts.isEmpty() && (turned || parts.size() == PARTS)) {
        sections.add(new Section(opened, List.copyOf(parts)));
        parts.clear();
        opened = null;
      }
      if (turned) {
        page = block.page();
        opened = page;
      }
      parts.add(part(number++, block, marks));
    }
    if (!parts.isEmpty()) {
      sections.add(new Section(opened, List.copyOf(parts)));
    }
    return new Body(sections, outline(document));
  }

  /** The blocks; where none are known, the text is one paragraph. */
  private static List<Block> blocks(DocumentView document) {
    String text = document.text();
    return !document.blocks().isEmpty() || text.isBlank()
        ? document.blocks()
        : List.of(
            new Block(
                Block.Kind.PARAGRAPH,
                0,
                new Span(0, text.length()),
                null,
                document.language(),
                List.of()));
  }

  /** The passage from its first visible character on: what stands between blocks is not shown. */
  private static Span begun(String text, Span passage) {
    int end = Math.min(passage.end(), text.length());
    int start = Math.min(passage.start(), end);
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return new Span(start, end);
  }

  private static Part part(int number, Block block, Marks marks) {
    List<Row> rows = new ArrayList<>();
    for (TableRow row : block.rows()) {
      rows.add(new Row(row.header(), row.cells().stream().map(marks::cut).map(Cell::of).toList()));
    }
    return new Part(
        number,
        block.kind(),
        block.level(),
        block.language(),
        rows.isEmpty() ? marks.cut(block.span()) : List.of(),
        rows);
  }

  private static List<Entry> outline(DocumentView document) {
    List<Entry> all = new ArrayList<>();
    int number = 0;
    for (Block block : document.blocks()) {
      if (block.kind() == Block.Kind.HEADING) {
        all.add(new Entry(number, Math.max(1, block.level()), block.span().of(document.text())));
      }
      number++;
    }
    int deepest = all.stream().mapToInt(Entry::level).max().orElse(1);
    List<Entry> kept = all;
    while (kept.size() > MOST_ENTRIES && deepest > 1) {
      int most = --deepest;
      kept = all.stream().filter(entry -> entry.level() <= most).toList();
    }
    return kept.size() > MOST_ENTRIES ? kept.subList(0, MOST_ENTRIES) : kept;
  }
}
