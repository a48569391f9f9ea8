package io.millrace.benchmark.corpus;

import java.util.List;

/** What a document is made of. */
sealed interface Part {
  /**
   * Begins a section.
   *
   * @param level from 1
   */
  record Heading(int level, String text) implements Part {}

  /** Running text. */
  record Paragraph(String text) implements Part {}

  /** A list with bullets. */
  record Bullets(List<String> items) implements Part {
    public Bullets {
      items = List.copyOf(items);
    }
  }

  /** A table; the first row is its header, all rows have the same length. */
  record Grid(List<List<String>> rows) implements Part {
    public Grid {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Its length in characters. */
  default int characters() {
    if (this instanceof Heading heading) {
      return heading.text().length();
    } else if (this instanceof Paragraph paragraph) {
      return paragraph.text().length();
    } else if (this instanceof Bullets bullets) {
      return bullets.items().stream().mapToInt(String::length).sum();
    }
    return ((Grid) this).rows().stream().flatMap(List::stream).mapToInt(String::length).sum();
  }
}
