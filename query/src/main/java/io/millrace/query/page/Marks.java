package io.millrace.query.page;

import io.millrace.core.table.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a text is marked, and the cutting of any part of it into {@link Segment}s. Spans may come
 * in any order, overlap, touch, be empty or lie outside the text. A mark that would cut a surrogate
 * pair is widened to the whole pair. Cutting a part costs the logarithm of the number of marks plus
 * what it returns, so cutting all parts of a text is linear in it. Immutable.
 */
final class Marks {
  private final String text;
  private final List<Span> passages;
  private final List<Span> words;

  /**
   * Marks a text.
   *
   * @param text the text
   * @param passages passages that were found, UTF-16 offsets
   * @param words words of the question, UTF-16 offsets
   */
  Marks(String text, List<Span> passages, List<Span> words) {
    this.text = text;
    this.passages = joined(text, passages);
    this.words = joined(text, words);
  }

  /** Segments whose texts, joined, are {@code part} of the text; neighbours differ in a flag. */
  List<Segment> cut(Span part) {
    int end = Math.min(part.end(), text.length());
    int at = Math.min(part.start(), end);
    int passage = firstEndingAfter(passages, at);
    int word = firstEndingAfter(words, at);
    List<Segment> segments = new ArrayList<>();
    while (at < end) {
      boolean inPassage = passage < passages.size() && passages.get(passage).start() <= at;
      boolean inWord = word < words.size() && words.get(word).start() <= at;
      int next = Math.min(end, Math.min(edge(passages, passage, at), edge(words, word, at)));
      boolean begins = inPassage && passages.get(passage).start() == at;
      segments.add(new Segment(text.substring(at, next), inPassage, begins, inWord));
      at = next;
      if (passage < passages.size() && passages.get(passage).end() <= at) {
        passage++;
      }
      if (word < words.size() && words.get(word).end() <= at) {
        word++;
      }
    }
    return segments;
  }

  /** The next offset after {@code at} where the mark number {@code index} begins or ends. */
  private static int edge(List<Span> marks, int index, int at) {
    if (index == marks.size()) {
      return Integer.MAX_VALUE;
    }
    Span mark = marks.get(index);
    return mark.start() > at ? mark.start() : mark.end();
  }

  private static int firstEndingAfter(List<Span> marks, int offset) {
    int low = 0;
    int high = marks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (marks.get(middle).end() > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The same marks in order, without overlaps, gaps of nothing, or cut surrogate pairs. */
  private static List<Span> joined(String text, List<Span> spans) {
    List<Span> ordered = new ArrayList<>();
    for (Span span : spans) {
      int start = pairStart(text, Math.min(span.start(), text.length()));
      int end = pairEnd(text, Math.min(span.end(), text.length()));
      if (span.length() > 0 && start < end) {
        ordered.add(new Span(start, end));
      }
    }
    ordered.sort(Comparator.comparingInt(Span::start));
    List<Span> joined = new ArrayList<>();
    for (Span next : ordered) {
      Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && next.start() <= last.end()) {
        joined.set(joined.size() - 1, new Span(last.start(), Math.max(last.end(), next.end())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  /** The offset, or the one before it where it is inside a surrogate pair. */
  static int pairStart(String text, int offset) {
    return insidePair(text, offset) ? offset - 1 : offset;
  }

  /** The offset, or the one after it where it is inside a surrogate pair. */
  static int pairEnd(String text, int offset) {
    return insidePair(text, offset) ? offset + 1 : offset;
  }

  private static boolean insidePair(String text, int offset) {
    return offset > 0
        && offset < text.length()
        && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
  }
}
