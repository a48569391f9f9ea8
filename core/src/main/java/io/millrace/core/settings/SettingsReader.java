package io.millrace.core.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes typed values out of layered sources and collects what is wrong with them. Once every
 * section has asked for its keys, {@link #finish()} reports all problems, among them the keys
 * nobody asked for.
 */
final class SettingsReader {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d+)(B|KB|MB|GB)");

  private final List<SettingsSource> sources;
  private final Set<String> known = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  /** Sources in order of precedence, the strongest first. */
  SettingsReader(List<SettingsSource> sources) {
    this.sources = List.copyOf(sources);
    sources.forEach(source -> problems.addAll(source.problems()));
  }

  /** The keys asked for so far. */
  Set<String> known() {
    return Set.copyOf(known);
  }

  String text(String key, String fallback) {
    return value(key, fallback, "a text", text -> text.isBlank() ? null : text);
  }

  Optional<String> optionalText(String key) {
    return Optional.of(value(key, "", "a text", text -> text)).filter(text -> !text.isBlank());
  }

  int count(String key, int fallback, int least, int most) {
    return value(
        key,
        fallback,
        "a whole number from " + least + " to " + most,
        text -> {
          if (!text.matches("\\d{1,9}")) {
            return null;
          }
          int number = Integer.parseInt(text);
          return number < least || number > most ? null : number;
        });
  }

  double number(String key, double fallback, double least, double most) {
    return value(
        key,
        fallback,
        "a number from " + least + " to " + most,
        text -> {
          if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return null;
          }
          double number = Double.parseDouble(text);
          return number < least || number > most ? null : number;
        });
  }

  /** An amount that is never negative, exact; {@code most} at most. */
  Optional<BigDecimal> amount(String key, long most) {
    return value(
        key,
        Optional.empty(),
        "a number from 0 to " + most + ", such as 2.5",
        text -> {
          if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return null;
          }
          BigDecimal amount = new BigDecimal(text);
          return amount.compareTo(BigDecimal.valueOf(most)) > 0 ? null : Optional.of(amount);
        });
  }

  Duration duration(String key, Duration fallback) {
    return value(
        key,
        fallback,
        "a duration such as 500ms, 30s, 5m, 2h or 1d",
        text -> {
          Matcher matcher = DURATION.matcher(text);
          if (!matcher.matches() || matcher.group(1).length() > 9) {
            return null;
          }
          long amount = Long.parseLong(matcher.group(1));
          return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
        });
  }

  /** A size in bytes. */
  long size(String key, long fallback) {
    return value(
        key,
        fallback,
        "a size such as 64KB, 512MB or 2GB",
        text -> {
          Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
          if (!matcher.matches() || matcher.group(1).length() > 9) {
            return null;
          }
          long amount = Long.parseLong(matcher.group(1));
          return switch (matcher.group(2)) {
            case "B" -> amount;
            case "KB" -> amount << 10;
            case "MB" -> amount << 20;
            default -> amount << 30;
          };
        });
  }

  <E extends Enum<E>> E choice(String key, E fallback) {
    E[] constants = fallback.getDeclaringClass().getEnumConstants();
    List<String> names = Arrays.stream(constants).map(SettingsReader::name).toList();
    return value(
        key,
        fallback,
        "one of " + String.join(", ", names),
        text -> {
          int index = names.indexOf(text.toLowerCase(Locale.ROOT));
          return index < 0 ? null : constants[index];
        });
  }

  /** Records a problem that concerns several keys. */
  void check(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  /** Throws all problems found, unknown keys among them. */
  void finish() {
    for (SettingsSource source : sources) {
      for (String key : source.values().keySet()) {
        if (!known.contains(key)) {
          problems.add(
              "Unknown setting "
                  + source.spelling(key)
                  + " in "
                  + source.name()
                  + nearest(key)
                      .map(near -> ": did you mean " + source.spelling(near) + "?")
                      .orElse(""));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private <T> T value(
      String key,
      T fallback,
      String expected,
      Function<String, @org.jspecify.annotations.Nullable T> parse) {
    known.add(key);
    for (SettingsSource source : sources) {
      String text = source.values().get(key);
      if (text != null) {
        T parsed = parse.apply(text.strip());
        if (parsed != null) {
          return parsed;
        }
        problems.add(
            "Cannot read setting "
                + source.spelling(key)
                + " in "
                + source.name()
                + ": it is '"
                + text
                + "', and must be "
                + expected);
        return fallback;
      }
    }
    return fallback;
  }

  private Optional<String> nearest(String key) {
    return known.stream()
        .map(candidate -> Map.entry(distance(key, candidate), candidate))
        .filter(entry -> entry.getKey() <= 4)
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitute, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
