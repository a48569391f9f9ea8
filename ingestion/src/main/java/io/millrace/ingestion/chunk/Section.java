package io.millrace.ingestion.chunk;

import io.millrace.core.table.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A heading and what stands under it up to the next heading; the text before the first heading is a
 * section without one.
 *
 * @param path the headings above the text, outermost first, its own last
 * @param first index of its first block: its heading, if it has one
 * @param end index after its last block
 */
record Section(List<String> path, int first, int end) {
  private static final int LONGEST_HEADING = 200;

  Section {
    path = List.copyOf(path);
  }

  /** Whether block {@code first} is the section's heading. */
  boolean hasHeading() {
    return !path.isEmpty();
  }

  /** Whether there is nothing but the heading. */
  boolean isBare() {
    return end - first == (hasHeading() ? 1 : 0);
  }

  /** Whether this section stands below {@code other} in the outline. */
  boolean isBelow(Section other) {
    return path.size() > other.path.size() && path.subList(0, other.path.size()).equals(other.path);
  }

  /**
   * The document's sections in order. A heading of more than 200 characters is no heading but text
   * in large letters.
   */
  static List<Section> of(String text, List<Block> blocks) {
    List<Section> sections = new ArrayList<>();
    Deque<Block> open = new ArrayDeque<>();
    List<String> path = new ArrayList<>();
    int first = 0;
    for (int index = 0; index < blocks.size(); index++) {
      Block block = blocks.get(index);
      if (block.kind() != Block.Kind.HEADING || block.span().length() > LONGEST_HEADING) {
        continue;
      }
      if (index > first) {
        sections.add(new Section(path, first, index));
      }
      while (!open.isEmpty() && open.getLast().level() >= block.level()) {
        open.removeLast();
        path.remove(path.size() - 1);
      }
      open.addLast(block);
      path.add(block.span().of(text).replace('\n', ' '));
      first = index;
    }
    if (first < blocks.size()) {
      sections.add(new Section(path, first, blocks.size()));
    }
    return sections;
  }
}
