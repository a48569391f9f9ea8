package io.millrace.benchmark.corpus;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;

/** Sets a document in lines and pages of A4, each page with its title above and a number below. */
final class PdfPages {
  private static final Charset LATIN = Charset.forName("windows-1252");
  private static final int LEFT = 60;
  private static final int WIDTH = 475;
  private static final int TOP = 780;
  private static final int BOTTOM = 70;
  private static final int SIZE = 11;
  private static final int HEADING_SIZE = 15;

  private final Draft draft;
  private final CharsetEncoder latin = LATIN.newEncoder();
  private final List<String> pages = new ArrayList<>();
  private StringBuilder page = new StringBuilder();
  private int y = TOP;

  private PdfPages(Draft draft) {
    this.draft = draft;
  }

  /** The content streams of its pages, one byte a character. */
  static List<String> of(Draft draft) {
    PdfPages pages = new PdfPages(draft);
    draft.parts().forEach(pages::part);
    pages.endPage();
    return pages.pages;
  }

  private void part(Part part) {
    if (part instanceof Part.Heading heading) {
      lines(heading.text(), HEADING_SIZE);
    } else if (part instanceof Part.Paragraph paragraph) {
      lines(paragraph.text(), SIZE);
    } else if (part instanceof Part.Bullets bullets) {
      bullets.items().forEach(item -> lines("• " + item, SIZE));
    } else if (part instanceof Part.Grid grid) {
      grid.rows().forEach(this::row);
    }
    y -= SIZE / 2;
  }

  private void lines(String text, int size) {
    for (String line : broken(text, WIDTH / (double) size)) {
      show(line, LEFT, nextLine(size), size);
    }
  }

  private void row(List<String> cells) {
    int column = WIDTH / cells.size();
    int at = nextLine(SIZE);
    for (int i = 0; i < cells.size(); i++) {
      String cell = broken(cells.get(i), column / (double) SIZE - 1).get(0);
      show(cell, LEFT + i * column, at, SIZE);
    }
  }

  private int nextLine(int size) {
    y -= size * 4 / 3;
    if (y < BOTTOM) {
      endPage();
      y = TOP - size * 4 / 3;
    }
    return y;
  }

  private void endPage() {
    show(broken(draft.title(), WIDTH / 9.0).get(0), LEFT, 810, 9);
    show("- " + (pages.size() + 1) + " -", LEFT + WIDTH / 2, 40, 9);
    pages.add(page.toString());
    page = new StringBuilder();
  }

  /** Lines no wider than {@code ems}, broken at spaces or beside Chinese characters. */
  static List<String> broken(String text, double ems) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int breakAt = -1;
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean wide = each >= 0x2E80;
      width += wide ? 1 : 0.52;
      if (width > ems && i > start && each != ' ') {
        int end = breakAt > start ? breakAt : i;
        lines.add(text.substring(start, end).strip());
        start = end;
        breakAt = -1;
        i = end - 1; // measure the rest again
        width = 0;
      } else if (each == ' ' || wide) {
        breakAt = i + 1;
      }
    }
    lines.add(text.substring(start).strip());
    return lines;
  }

  /** One line, its Latin parts in the one font and the rest in the other. */
  private void show(String line, int x, int at, int size) {
    page.append("BT 1 0 0 1 ").append(x).append(' ').append(at).append(" Tm\n");
    int start = 0;
    while (start < line.length()) {
      boolean isLatin = latin.canEncode(line.charAt(start));
      int end = start + 1;
      while (end < line.length() && latin.canEncode(line.charAt(end)) == isLatin) {
        end++;
      }
      String run = line.substring(start, end);
      page.append(isLatin ? "/F1 " : "/F2 ").append(size).append(" Tf ");
      page.append(isLatin ? literal(run) : "<" + hex(run) + ">").append(" Tj\n");
      start = end;
    }
    page.append("ET\n");
  }

  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("(");
    for (byte each : text.getBytes(LATIN)) {
      char character = (char) (each & 0xFF);
      if (character == '(' || character == ')' || character == '\\') {
        literal.append('\\');
      }
      literal.append(character);
    }
    return literal.append(')').toString();
  }

  /** UTF-16, big endian, in hexadecimal. */
  static String hex(String text) {
    StringBuilder hex = new StringBuilder(4 * text.length());
    for (int i = 0; i < text.length(); i++) {
      String digits = Integer.toHexString(0x10000 | text.charAt(i));
      hex.append(digits, 1, 5);
    }
    return hex.toString();
  }
}
