package io.millrace.core.text;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Where sentences end. Chinese and Japanese: after 。！？； and the closing quotes and brackets that
 * follow. Elsewhere: after . ! ? with closing quotes, if a blank follows and then something that
 * can begin a sentence, unless the full stop belongs to an abbreviation, an initial or a number. A
 * line feed always ends one.
 */
public final class Sentences {
  private static final String WIDE_ENDS = "。！？；｡";
  private static final String ENDS = ".!?…";
  private static final String CLOSING = "\"'”’)]）】》」』〉";
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "etc", "cf", "vs", "viz", "al", "approx", "ca", "mr", "mrs", "ms", "dr",
          "prof", "st", "no", "nos", "fig", "figs", "eq", "sec", "ch", "vol", "pp", "ed", "eds",
          "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
          "inc", "ltd", "co", "corp", "u.s", "u.k", "a.m", "p.m", "incl", "resp", "ref", "rev",
          "min", "max", "dept", "est", "esp", "art", "para");

  private Sentences() {}

  /**
   * Calls {@code end} with the offset after each sentence of {@code text[start, stop)}, in order.
   */
  public static void forEachEnd(String text, int start, int stop, IntConsumer end) {
    int index = start;
    while (index < stop) {
      char character = text.charAt(index);
      index++;
      if (character == '\n') {
        end.accept(index);
        continue;
      }
      boolean wide = WIDE_ENDS.indexOf(character) >= 0;
      if (!wide && ENDS.indexOf(character) < 0) {
        continue;
      }
      int mark = index - 1;
      while (index < stop
          && (CLOSING.indexOf(text.charAt(index)) >= 0
              || WIDE_ENDS.indexOf(text.charAt(index)) >= 0
              || ENDS.indexOf(text.charAt(index)) >= 0)) {
        wide |= WIDE_ENDS.indexOf(text.charAt(index)) >= 0;
        index++;
      }
      if (wide || index < stop && endsHere(text, start, mark, index, stop)) {
        end.accept(index);
      }
    }
    if (stop > start) {
      end.accept(stop);
    }
  }

  private static boolean endsHere(String text, int start, int mark, int after, int stop) {
    if (text.charAt(after) != ' ') {
      return false;
    }
    int next = after;
    while (next < stop && text.charAt(next) == ' ') {
      next++;
    }
    if (next == stop || Character.isLowerCase(text.charAt(next))) {
      return false;
    }
    if (text.charAt(mark) != '.' || after > mark + 1) {
      return true;
    }
    int word = mark;
    while (word > start && mark - word < 12) {
      char before = text.charAt(word - 1);
      if (!Character.isLetter(before) && before != '.') {
        break;
      }
      word--;
    }
    String last = text.substring(word, mark);
    if (last.length() == 1 && Character.isUpperCase(last.charAt(0))) {
      return false; // an initial
    }
    if (last.isEmpty() && startsLine(text, start, mark)) {
      return false; // the number of a list item
    }
    return !ABBREVIATIONS.contains(last.toLowerCase(Locale.ROOT));
  }

  private static boolean startsLine(String text, int start, int mark) {
    int digit = mark;
    while (digit > start && Character.isDigit(text.charAt(digit - 1))) {
      digit--;
    }
    return digit < mark && (digit == start || text.charAt(digit - 1) == '\n');
  }
}
