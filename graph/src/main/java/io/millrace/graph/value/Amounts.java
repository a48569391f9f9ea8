package io.millrace.graph.value;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.resource.ResourceLines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of money, {@code CNY 35000000} with the code of ISO 4217, and quantities, {@code 12.5 km}
 * with the unit's symbol. A number is looked for first, and then what stands beside it, in the
 * lists of units and currencies.
 */
final class Amounts {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{N}.,])(?:" + Numbers.DIGITS + "|" + Numbers.CHARACTERS + ")");
  private static final Pattern SCALE =
      Pattern.compile(
          "\\s?(thousand|million|billion|trillion|mn|bn|[kKmM](?!\\p{L})|万亿|千万|百万|[百千万亿])");
  private static final int LONGEST = 24;

  private static final Phrases UNITS = new Phrases();
  private static final Phrases CURRENCIES = new Phrases();
  private static final Phrases SIGNS = new Phrases();

  static {
    for (List<String> row : ResourceLines.rows(Amounts.class, "units.tsv")) {
      UNITS.add(row.get(0), row.subList(1, row.size()));
    }
    for (List<String> row : ResourceLines.rows(Amounts.class, "currencies.tsv")) {
      switch (row.get(0)) {
        case "before" -> SIGNS.add(row.get(1), row.subList(2, row.size()));
        case "code" ->
            row.stream()
                .skip(1)
                .forEach(
                    code -> {
                      SIGNS.add(code, List.of(code));
                      CURRENCIES.add(code, List.of(code));
                    });
        default -> CURRENCIES.add(row.get(0), row.subList(1, row.size()));
      }
    }
  }

  /** Words that mean something, by how they are written. */
  private static final class Phrases {
    private final Map<String, String> meanings = new HashMap<>();

    void add(String meaning, List<String> ways) {
      ways.forEach(way -> meanings.put(way, meaning));
    }

    /** Where the longest phrase ends that starts here, or -1. */
    int endFrom(String text, int start) {
      for (int end = Math.min(text.length(), start + LONGEST); end > start; end--) {
        if (meanings.containsKey(text.substring(start, end)) && !splitsWord(text, end)) {
          return end;
        }
      }
      return -1;
    }

    /** Where the longest phrase starts that ends here, or -1. */
    int startTo(String text, int end) {
      for (int start = Math.max(0, end - LONGEST); start < end; start++) {
        if (meanings.containsKey(text.substring(start, end)) && !splitsWord(text, start)) {
          return start;
        }
      }
      return -1;
    }

    String meaning(String text, int start, int end) {
      return meanings.getOrDefault(text.substring(start, end), "");
    }
  }

  private Amounts() {}

  /** Calls {@code found} with each amount. */
  static void find(String text, Consumer<Found> found) {
    Matcher number = NUMBER.matcher(text);
    Matcher scale = SCALE.matcher(text);
    while (number.find()) {
      int end = number.end();
      scale.region(end, text.length());
      String factor = "";
      if (scale.lookingAt()) {
        factor = scale.group(1);
      }
      Found value = money(text, number, factor, factor.isEmpty() ? end : scale.end());
      if (value == null) {
        value = quantity(text, number, factor, factor.isEmpty() ? end : scale.end());
      }
      if (value != null) {
        found.accept(value);
      }
    }
  }

  private static @Nullable Found money(String text, Matcher number, String factor, int end) {
    int sign = SIGNS.startTo(text, before(text, number.start()));
    if (sign >= 0) {
      String code = SIGNS.meaning(text, sign, before(text, number.start()));
      if (isArgument(text, sign, number, factor)) {
        return null;
      }
      int after = CURRENCIES.endFrom(text, end);
      boolean twice = after > 0 && CURRENCIES.meaning(text, end, after).equals(code); // 人民币三百元
      return value(text, sign, twice ? after : end, code, number, factor);
    }
    int start = text.startsWith(" ", end) || text.startsWith("-", end) ? end + 1 : end;
    int after = CURRENCIES.endFrom(text, start);
    return after < 0 || wordBefore(text, number.start())
        ? null
        : value(
            text, number.start(), after, CURRENCIES.meaning(text, start, after), number, factor);
  }

  private static Found value(
      String text, int start, int end, String code, Matcher number, String factor) {
    return Values.found(
        start,
        end,
        MentionTypes.MONEY,
        code + " " + Numbers.scaled(number.group(), factor),
        "amount: money");
  }

  private static @Nullable Found quantity(String text, Matcher number, String factor, int end) {
    int start = text.startsWith(" ", end) || text.startsWith("-", end) ? end + 1 : end;
    int after = UNITS.endFrom(text, start);
    if (after < 0 || wordBefore(text, number.start())) {
      return null;
    }
    String unit = UNITS.meaning(text, start, after);
    if (unit.equals("a") && number.group().length() >= 4) {
      return null; // 2024年 is a date, and so is 二〇二四年
    }
    return Values.found(
        number.start(),
        after,
        MentionTypes.QUANTITY,
        Numbers.scaled(number.group(), factor) + " " + unit,
        "amount: quantity");
  }

  /** A shell's $1, and a number in a word. */
  private static boolean isArgument(String text, int sign, Matcher number, String factor) {
    return wordBefore(text, sign)
        || text.startsWith("$", sign) && number.group().length() == 1 && factor.isEmpty();
  }

  private static int before(String text, int start) {
    return start > 0 && text.charAt(start - 1) == ' ' ? start - 1 : start;
  }

  /** Whether a Latin word goes on up to here: a Chinese text has no blanks to tell. */
  private static boolean wordBefore(String text, int start) {
    return start > 0 && isLatin(text.charAt(start - 1));
  }

  private static boolean splitsWord(String text, int at) {
    return at > 0 && at < text.length() && isLatin(text.charAt(at - 1)) && isLatin(text.charAt(at));
  }

  private static boolean isLatin(char character) {
    return character == '_' || character < 0x250 && Character.isLetterOrDigit(character);
  }
}
