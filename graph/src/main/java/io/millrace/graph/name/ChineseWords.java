package io.millrace.graph.name;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;

/** Where Chinese words begin and end. Safe for many threads. */
public final class ChineseWords {
  private static final int AROUND = 8;
  private static final Segment SEGMENT = HanLP.newSegment().enableOffset(true);

  private ChineseWords() {}

  /** Whether no word reaches over the start or the end of {@code text[start, end)}. */
  public static boolean isWhole(String text, int start, int end) {
    int from = Math.max(0, start - AROUND);
    int to = Math.min(text.length(), end + AROUND);
    boolean begins = false;
    boolean ends = false;
    for (Term term : SEGMENT.seg(text.substring(from, to))) {
      int first = from + term.offset;
      begins |= first == start;
      ends |= first + term.word.length() == end;
    }
    return begins && ends;
  }
}
