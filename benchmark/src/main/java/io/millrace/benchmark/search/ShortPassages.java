package io.millrace.benchmark.search;

import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a text into sentences, and long ones at a comma or a space. */
final class ShortPassages {
  private static final Pattern ENDS = Pattern.compile("(?<=[.!?])\\s+|(?<=[。！？；])|\\n\\s*\\n");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** UTF-16 code units; with a Chinese character counted as four. About 10 to 35 tokens. */
  private static final int SHORTEST = 40;

  private static final int LONGEST = 140;

  private ShortPassages() {}

  /** The passages of a text, in order; what is too short to mean something is left out. */
  static List<String> of(String text) {
    List<String> passages = new ArrayList<>();
    for (String sentence : ENDS.split(text)) {
      String rest = SPACE.matcher(sentence).replaceAll(" ").strip();
      int longest = isChinese(rest) ? LONGEST / 4 : LONGEST;
      while (rest.length() > longest) {
        int cut = cut(rest, longest);
        add(passages, rest.substring(0, cut).strip());
        rest = rest.substring(cut).strip();
      }
      add(passages, rest);
    }
    return passages;
  }

  /** Whether a passage is mostly Chinese. */
  static boolean isChinese(String text) {
    return Script.cjkShare(text) >= 0.5;
  }

  /**
   * The language of a question where it is plain, else empty: searched with one encoder at full
   * weight.
   */
  static String language(String query) {
    double share = Script.cjkShare(query);
    if (share >= 0.75) {
      return "zh";
    }
    return share <= 0.2 ? EncoderSet.ANY : "";
  }

  private static void add(List<String> passages, String passage) {
    int shortest = isChinese(passage) ? SHORTEST / 4 : SHORTEST;
    if (passage.length() >= shortest && passage.chars().anyMatch(Character::isLetter)) {
      passages.add(passage);
    }
  }

  /** Where to cut, at most {@code longest} and never inside a surrogate pair. */
  private static int cut(String text, int longest) {
    for (int i = longest; i > longest / 2; i--) {
      if (" ,;，、：".indexOf(text.charAt(i - 1)) >= 0) {
        return i;
      }
    }
    return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
  }
}
