package io.millrace.graph.alias;

import io.millrace.graph.mention.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements of other names, in brackets and with words that say so, in Chinese and English:
 * "Mingsha Power Station (MPS)", "国家电网有限公司（以下简称“国家电网”）", "Acme, formerly Ajax". Precision goes
 * before recall, since other names of the same thing merge what documents say of it. Safe for many
 * threads.
 */
public final class Aliases {
  private static final int LONGEST_BRACKETS = 160;
  private static final int LONGEST_FORM = 120;
  private static final String OPENING = "(（";
  private static final String CLOSING = ")）";
  private static final String QUOTES = "\"“”'‘’「」『』";
  private static final String SENTENCE_MARKS = "，。；、：！？“”（）()《》;\n";

  /** Separates what stands in brackets. */
  private static final Pattern PART = Pattern.compile("\\s*[,，;；、]\\s*");

  private final String text;
  private final Evidence evidence;
  private final List<AliasStatement> found = new ArrayList<>();

  private Aliases(String text, List<Found> names) {
    this.text = text;
    this.evidence = new Evidence(text, new KnownNames(names));
  }

  /**
   * The statements of a text, in order.
   *
   * @param names what was found in it, without overlaps
   */
  public static List<AliasStatement> in(String text, List<Found> names) {
    Aliases aliases = new Aliases(text, names);
    aliases.brackets();
    aliases.phrases();
    aliases.found.sort(Comparator.comparingInt(AliasStatement::aliasStart));
    return aliases.found;
  }

  private void brackets() {
    for (int open = 0; open < text.length(); open++) {
      if (OPENING.indexOf(text.charAt(open)) < 0) {
        continue;
      }
      int close = closing(open);
      int end = skipBack(open);
      if (close > 0 && end > 0) {
        inBrackets(end, open + 1, close);
      }
    }
  }

  /** The bracket that closes this one, on the same line; -1 where others stand inside. */
  private int closing(int open) {
    int most = Math.min(text.length(), open + LONGEST_BRACKETS);
    for (int at = open + 1; at < most; at++) {
      char character = text.charAt(at);
      if (CLOSING.indexOf(character) >= 0) {
        return at;
      }
      if (OPENING.indexOf(character) >= 0 || character == '\n') {
        return -1;
      }
    }
    return -1;
  }

  /** Where the words before end: blanks, quotes and marks of titles stand between. */
  private int skipBack(int open) {
    int end = open;
    while (end > 0 && (text.charAt(end - 1) == ' ' || QUOTES.indexOf(text.charAt(end - 1)) >= 0)) {
      end--;
    }
    return end;
  }

  /** Acme Widgets Inc. (…): the full stop is no part of the name. */
  private int withoutStop(int nameEnd, int upTo) {
    return nameEnd < upTo && text.charAt(nameEnd - 1) == '.' ? nameEnd - 1 : nameEnd;
  }

  private void inBrackets(int nameEnd, int start, int end) {
    Matcher separators = PART.matcher(text).region(start, end);
    int from = start;
    while (from <= end) {
      boolean more = separators.find();
      int to = more ? separators.start() : end;
      part(nameEnd, from, to, from == start);
      if (!more) {
        break;
      }
      from = separators.end();
    }
  }

  /** Behind a comma, only what is said to be a name is one. */
  private void part(int nameEnd, int start, int end, boolean first) {
    int marker = AliasMarkers.leading(text, start, end);
    if (!first && marker == 0) {
      return;
    }
    int from = start + marker;
    int to = end;
    boolean quoted = false;
    while (from < to && (QUOTES.indexOf(text.charAt(from)) >= 0 || text.charAt(from) == ' ')) {
      quoted |= text.charAt(from) != ' ';
      from++;
    }
    while (to > from && (QUOTES.indexOf(text.charAt(to - 1)) >= 0 || text.charAt(to - 1) == ' ')) {
      to--;
    }
    if (to - from < 2) {
      return;
    }
    AliasStatement statement = shortForm(withoutStop(nameEnd, from), from, to, marker > 0);
    if (statement == null && marker > 0) {
      statement = evidence.said(nameEnd, from, to, "said");
    }
    if (statement == null && quoted) {
      statement = evidence.firstWords(withoutStop(nameEnd, from), from, to);
    }
    if (statement == null && marker == 0 && !quoted) {
      statement = evidence.translated(nameEnd, from, to);
    }
    add(statement);
  }

  /** By the letters or characters of one in the other, whichever stands in the brackets. */
  private @Nullable AliasStatement shortForm(int nameEnd, int start, int end, boolean said) {
    String inner = text.substring(start, end);
    if (NameStretch.isHan(inner, 0)) {
      int from = ShortForms.chineseLongForm(text, clauseStart(nameEnd), nameEnd, inner);
      return from < 0
              || !NameStretch.isName(inner)
              || !NameStretch.isHan(text, nameEnd - 1)
              || !said && text.substring(from, nameEnd).contains(inner) // 越南语（越南）
          ? null
          : evidence.shortForm(from, nameEnd, start, end, "short form");
    }
    if (NameStretch.isHan(text, nameEnd - 1)) {
      return null;
    }
    if (ShortForms.isShortForm(inner)) {
      int from = ShortForms.longForm(text, sentenceStart(nameEnd), nameEnd, inner);
      if (from >= 0) {
        return evidence.shortForm(from, nameEnd, start, end, "short form");
      }
    }
    int word = nameEnd;
    while (word > 0 && !Character.isWhitespace(text.charAt(word - 1))) {
      word--;
    }
    boolean reverse =
        ShortForms.words(inner) > 1
            && nameEnd - word >= 2
            && NameStretch.isAcronym(text.substring(word, nameEnd))
            && ShortForms.isShortForm(text.substring(word, nameEnd));
    if (!reverse) {
      return null;
    }
    int from = ShortForms.longForm(text, start, end, text.substring(word, nameEnd));
    return from == start ? evidence.shortForm(start, end, word, nameEnd, "short form first") : null;
  }

  private int clauseStart(int end) {
    int at = end;
    while (at > 0 && end - at < LONGEST_FORM && SENTENCE_MARKS.indexOf(text.charAt(at - 1)) < 0) {
      at--;
    }
    return at;
  }

  private int sentenceStart(int end) {
    int at = end;
    while (at > 0 && end - at < LONGEST_FORM && "\n;。".indexOf(text.charAt(at - 1)) < 0) {
      at--;
    }
    return at;
  }

  /** X, also known as Y; X简称Y. */
  private void phrases() {
    Matcher markers = AliasMarkers.inside(text);
    while (markers != null && markers.find()) {
      int start = markers.end();
      int nameEnd = skipBack(markers.start());
      if (nameEnd == 0 || text.startsWith("\n", Math.max(0, start - 1))) {
        continue;
      }
      boolean quoted = start < text.length() && QUOTES.indexOf(text.charAt(start)) >= 0;
      int from = quoted ? start + 1 : start;
      int to = nameFrom(from, quoted);
      if (to > from) {
        AliasStatement shortened =
            NameStretch.isHan(text, from) ? shortForm(nameEnd, from, to, true) : null;
        add(shortened == null ? evidence.said(nameEnd, from, to, "said") : shortened);
      }
    }
  }

  /** Where the name that begins here ends, or -1. */
  private int nameFrom(int start, boolean quoted) {
    Found name = evidence.known().startingAt(start);
    if (quoted) {
      int end = start;
      while (end < text.length() && QUOTES.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      return end < text.length() && end - start < LONGEST_FORM ? end : -1;
    }
    int found = KnownNames.isName(name) && name != null ? name.end() : -1;
    if (!NameStretch.isHan(text, start)) {
      return Math.max(found, NameStretch.latinEnd(text, start, text.length()));
    }
    int end = start;
    while (end < text.length()
        && SENTENCE_MARKS.indexOf(text.charAt(end)) < 0
        && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return NameStretch.isName(text.substring(start, end)) ? end : found;
  }

  private void add(@Nullable AliasStatement statement) {
    if (statement != null
        && found.stream()
            .noneMatch(
                each ->
                    each.aliasStart() == statement.aliasStart()
                        && each.nameStart() == statement.nameStart())) {
      found.add(statement);
    }
  }
}
