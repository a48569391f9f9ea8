package io.millrace.ingestion.clean;

import io.millrace.core.table.Block;
import io.millrace.ingestion.parse.RawBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds running headers and footers. Candidates are the first two and the last two printed lines of
 * each page, compared with every number replaced by one sign, so that page numbers are equal. A
 * line that comes back within two pages (left and right pages differ), three times in such a row,
 * is furniture: it is removed at the edges of those pages, and nowhere else.
 */
final class PageEdges {
  private static final int DEPTH = 2;
  private static final int ROW = 3;
  private static final int WIDEST_GAP = 2;
  private static final int LONGEST = 160;

  private PageEdges() {}

  /** A printed line: the block it is in and where it stands there. */
  private record Line(int block, int start, int end, String key) {}

  static List<RawBlock> withoutRunningLines(List<RawBlock> blocks) {
    Map<Integer, List<Line>> edges = edges(blocks);
    if (edges.size() < ROW) {
      return blocks;
    }
    Map<Integer, List<Line>> removed = new HashMap<>();
    Map<String, List<Integer>> pagesOfKey = pagesOfKey(edges);
    Map<String, Set<Integer>> furniture = new HashMap<>();
    pagesOfKey.forEach((key, pages) -> furniture.put(key, inRows(pages)));
    edges.forEach(
        (page, lines) -> {
          for (Line line : lines) {
            if (furniture.getOrDefault(line.key(), Set.of()).contains(page)) {
              removed.computeIfAbsent(line.block(), block -> new ArrayList<>()).add(line);
            }
          }
        });
    List<RawBlock> result = new ArrayList<>(blocks.size());
    for (int index = 0; index < blocks.size(); index++) {
      List<Line> lines = removed.get(index);
      result.add(lines == null ? blocks.get(index) : without(blocks.get(index), lines));
    }
    return result;
  }

  private static Map<Integer, List<Line>> edges(List<RawBlock> blocks) {
    Map<Integer, List<Line>> edges = new HashMap<>();
    int first = 0;
    while (first < blocks.size()) {
      Integer page = blocks.get(first).page();
      int last = first;
      while (last + 1 < blocks.size() && Objects.equals(blocks.get(last + 1).page(), page)) {
        last++;
      }
      if (page != null) {
        edges.put(page, edgeLines(blocks, first, last));
      }
      first = last + 1;
    }
    return edges;
  }

  private static List<Line> edgeLines(List<RawBlock> blocks, int first, int last) {
    Set<Line> lines = new HashSet<>();
    List<Line> found = new ArrayList<>();
    for (int block = first; block <= last && found.size() < DEPTH; block++) {
      linesOf(blocks.get(block), block).stream().limit(DEPTH).forEach(found::add);
    }
    lines.addAll(found.subList(0, Math.min(DEPTH, found.size())));
    found.clear();
    for (int block = last; block >= first && found.size() < DEPTH; block--) {
      List<Line> all = linesOf(blocks.get(block), block);
      for (int line = all.size() - 1; line >= 0 && found.size() < DEPTH; line--) {
        found.add(all.get(line));
      }
    }
    lines.addAll(found);
    return List.copyOf(lines);
  }

  private static List<Line> linesOf(RawBlock block, int index) {
    if (block.kind() == Block.Kind.TABLE || block.kind() == Block.Kind.HEADING) {
      return List.of();
    }
    String text = block.text();
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end - start <= LONGEST && !text.substring(start, end).isBlank()) {
        lines.add(new Line(index, start, end, key(text.substring(start, end))));
      } else if (end - start > LONGEST) {
        lines.add(new Line(index, start, end, index + ":" + start)); // never repeats
      }
      start = end + 1;
    }
    return lines;
  }

  private static String key(String line) {
    String key = line.strip().replaceAll("\\s+", " ").replaceAll("\\d+|(?<= )[ivxlc]{1,7}$", "#");
    return key.matches("(?i)[ivxlc]{1,7}") ? "#" : key;
  }

  private static Map<String, List<Integer>> pagesOfKey(Map<Integer, List<Line>> edges) {
    Map<String, List<Integer>> pages = new HashMap<>();
    new TreeMap<>(edges)
        .forEach(
            (page, lines) ->
                lines.stream()
                    .map(Line::key)
                    .distinct()
                    .forEach(key -> pages.computeIfAbsent(key, k -> new ArrayList<>()).add(page)));
    return pages;
  }

  private static Set<Integer> inRows(List<Integer> pages) {
    Set<Integer> result = new HashSet<>();
    int first = 0;
    for (int index = 1; index <= pages.size(); index++) {
      if (index == pages.size() || pages.get(index) - pages.get(index - 1) > WIDEST_GAP) {
        if (index - first >= ROW) {
          result.addAll(pages.subList(first, index));
        }
        first = index;
      }
    }
    return result;
  }

  private static RawBlock without(RawBlock block, List<Line> lines) {
    StringBuilder text = new StringBuilder(block.text());
    lines.stream()
        .sorted((left, right) -> Integer.compare(right.start(), left.start()))
        .forEach(line -> text.delete(line.start(), Math.min(line.end() + 1, text.length())));
    return new RawBlock(block.kind(), block.level(), text.toString(), block.rows(), block.page());
  }
}
