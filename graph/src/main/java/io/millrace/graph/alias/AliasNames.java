package io.millrace.graph.alias;

import io.millrace.graph.mention.Found;
import io.millrace.graph.name.ChineseWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names that statements make known: where they are stated, and wherever else they stand. */
public final class AliasNames {
  private static final double ELSEWHERE = 0.7;

  /** Two letters are too often something else. */
  private static final int SHORTEST_LATIN = 3;

  private AliasNames() {}

  /** The names in a text, which may overlap others; nothing for statements without a type. */
  public static List<Found> in(String text, List<AliasStatement> statements) {
    List<Found> names = new ArrayList<>();
    Map<String, AliasStatement> everywhere = new TreeMap<>();
    for (AliasStatement each : statements) {
      String type = each.type();
      if (type == null) {
        continue;
      }
      // more than other rules give, so that a part of the name does not take its place
      double confidence = Math.max(each.confidence(), 0.91);
      names.add(Found.name(each.nameStart(), each.nameEnd(), type, confidence, each.rule()));
      names.add(Found.name(each.aliasStart(), each.aliasEnd(), type, confidence, each.rule()));
      everywhere.putIfAbsent(text.substring(each.nameStart(), each.nameEnd()), each);
      everywhere.putIfAbsent(text.substring(each.aliasStart(), each.aliasEnd()), each);
    }
    everywhere.forEach((name, statement) -> elsewhere(text, name, statement, names));
    return names;
  }

  private static void elsewhere(
      String text, String name, AliasStatement statement, List<Found> names) {
    @Nullable String type = statement.type();
    boolean chinese = NameStretch.isHan(name, 0) || NameStretch.isHan(name, name.length() - 1);
    if (type == null || !chinese && name.length() < SHORTEST_LATIN) {
      return;
    }
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if (!splitsWord(text, at)
          && !splitsWord(text, end)
          && (!chinese || ChineseWords.isWhole(text, at, end))) {
        names.add(Found.name(at, end, type, ELSEWHERE, statement.rule() + ", again"));
      }
    }
  }

  private static boolean splitsWord(String text, int at) {
    return at > 0 && at < text.length() && isLatin(text.charAt(at - 1)) && isLatin(text.charAt(at));
  }

  private static boolean isLatin(char character) {
    return character < 0x250 && Character.isLetterOrDigit(character);
  }
}
