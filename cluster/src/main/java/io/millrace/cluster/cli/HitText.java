package io.millrace.cluster.cli;

import io.millrace.embedding.retrieve.SearchHit;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hits as text for a reader: where each passage stands, then what it says. */
final class HitText {
  private static final int WIDTH = 110;
  private static final int LONGEST = 600;

  private HitText() {}

  static String of(List<SearchHit> hits) {
    if (hits.isEmpty()) {
      return "Nothing was found.";
    }
    return hits.stream().map(HitText::of).collect(Collectors.joining("\n\n"));
  }

  private static String of(SearchHit hit) {
    String place =
        Stream.concat(
                Stream.of(hit.title() == null ? fileName(hit.uri()) : hit.title()),
                hit.headings().stream().filter(heading -> !heading.equals(hit.title())))
            .collect(Collectors.joining(" › "));
    return String.format(
        Locale.ROOT,
        "%2d. %s%s  [%.4f]%n    %s%n%s",
        hit.rank(),
        place,
        hit.page() == null ? "" : ", page " + hit.page(),
        hit.score(),
        path(hit.uri()),
        passage(hit.text()));
  }

  private static String passage(String text) {
    String flat = text.replaceAll("\\s+", " ").strip();
    if (flat.length() > LONGEST) {
      int end = flat.offsetByCodePoints(0, flat.codePointCount(0, LONGEST));
      flat = flat.substring(0, end) + " …";
    }
    StringBuilder lines = new StringBuilder("    ");
    int column = 0;
    for (int i = 0; i < flat.length(); ) {
      int codePoint = flat.codePointAt(i);
      i += Character.charCount(codePoint);
      int width = wide(codePoint) ? 2 : 1;
      boolean breakHere =
          column + width > WIDTH || (codePoint == ' ' && column + wordAfter(flat, i) > WIDTH);
      if (breakHere) {
        lines.append("\n    ");
        column = 0;
        if (codePoint == ' ') {
          continue;
        }
      }
      lines.appendCodePoint(codePoint);
      column += width;
    }
    return lines.toString();
  }

  /** Columns up to the next place where a line may end. */
  private static int wordAfter(String text, int start) {
    int columns = 1;
    for (int i = start; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == ' ' || wide(next)) {
        break;
      }
      columns++;
    }
    return columns;
  }

  private static boolean wide(int codePoint) {
    return Character.isIdeographic(codePoint)
        || (codePoint >= 0x3000 && codePoint <= 0x30FF)
        || (codePoint >= 0xFF01 && codePoint <= 0xFF60);
  }

  private static String fileName(String uri) {
    String path = path(uri);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** A local file as people write it; any other URI as it is. */
  static String path(String uri) {
    return uri.startsWith("file:///") ? Path.of(URI.create(uri)).toString() : uri;
  }
}
