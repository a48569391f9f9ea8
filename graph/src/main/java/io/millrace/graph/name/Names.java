package io.millrace.graph.name;

import io.millrace.core.text.Sentences;
import io.millrace.graph.mention.Found;
import java.util.ArrayList;
import java.util.List;

/** Names in text of any of the two languages, sentence by sentence. Safe for many threads. */
public final class Names {
  private final EnglishNames english = new EnglishNames();
  private final ChineseNames chinese = new ChineseNames();

  /** The names in a text, in order. */
  public List<Found> in(String text) {
    List<int[]> englishSentences = new ArrayList<>();
    List<Found> names = new ArrayList<>();
    int[] start = {0};
    Sentences.forEachEnd(
        text,
        0,
        text.length(),
        end -> {
          if (Scripts.hasHan(text, start[0], end)) {
            names.addAll(chinese.in(text, start[0], end));
          }
          if (hasCapital(text, start[0], end)) {
            englishSentences.add(new int[] {start[0], end});
          }
          start[0] = end;
        });
    names.addAll(english.in(text, englishSentences));
    return names;
  }

  /** English names begin with one. */
  private static boolean hasCapital(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isUpperCase(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
