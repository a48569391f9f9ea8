package io.millrace.graph.name;

import io.millrace.graph.resource.ResourceLines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Family names, and the words at the ends of names that say what they name. Immutable. */
final class ChineseLexicon {
  private static final int LONGEST_HEAD = 5;
  private static final int LONGEST_VERB = 2;

  private final Set<String> surnames = new HashSet<>();
  private final Map<String, String> heads = new HashMap<>();

  private final Set<String> verbs = new HashSet<>();

  ChineseLexicon() {
    List<String> lines = ResourceLines.of(ChineseLexicon.class, "chinese-surnames.txt");
    lines.get(0).chars().forEach(each -> surnames.add(Character.toString(each)));
    surnames.addAll(lines.subList(1, lines.size()));
    verbs.addAll(ResourceLines.of(ChineseLexicon.class, "chinese-verbs.txt"));
    for (List<String> row : ResourceLines.rows(ChineseLexicon.class, "chinese-heads.tsv")) {
      row.stream().skip(1).forEach(word -> heads.put(word, row.get(0)));
    }
  }

  /** Whether a word is a family name and a given name of one or two characters. */
  boolean isFullName(String word) {
    int length = word.length();
    return length >= 2 && length <= 3 && surnames.contains(word.substring(0, 1))
        || length >= 3 && length <= 4 && surnames.contains(word.substring(0, 2));
  }

  /** How many characters at the start of a word are words that lead to a name; mostly 0. */
  int verbBefore(String word) {
    int at = 0;
    for (int length = LONGEST_VERB; length > 0; length--) {
      if (at + length < word.length() && verbs.contains(word.substring(at, at + length))) {
        at += length;
        length = LONGEST_VERB + 1;
      }
    }
    return at;
  }

  /** The type of names that end like this word, if its end tells. */
  @Nullable String head(String word) {
    for (int length = Math.min(LONGEST_HEAD, word.length()); length > 0; length--) {
      String type = heads.get(word.substring(word.length() - length));
      if (type != null) {
        return type;
      }
    }
    return null;
  }
}
