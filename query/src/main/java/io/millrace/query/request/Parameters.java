package io.millrace.query.request;

import io.millrace.core.settings.QuerySettings;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.query.answer.Question;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a question out of a request's parameters, by name, and reports everything that is wrong
 * with them at once. A parameter may be given several times, or its values with commas between.
 */
public final class Parameters {
  private static final String META = "meta.";
  private static final int DEFAULT_K = 10;
  private static final int MOST_VALUES = 50;
  private static final int LONGEST_VALUE = 500;
  private static final Set<String> KNOWN =
      Set.of("q", "k", "mode", "language", "source", "type", "from", "to", "why", "facets");

  private final Map<String, List<String>> given;
  private final QuerySettings settings;
  private final List<String> problems = new ArrayList<>();

  private Parameters(Map<String, List<String>> given, QuerySettings settings) {
    this.given = given;
    this.settings = settings;
  }

  /**
   * The question that these parameters ask.
   *
   * @throws BadRequestException with everything that is wrong
   */
  public static Question question(Map<String, List<String>> given, QuerySettings settings) {
    Parameters parameters = new Parameters(given, settings);
    Question question = parameters.question();
    if (!parameters.problems.isEmpty()) {
      throw new BadRequestException(parameters.problems);
    }
    return question;
  }

  /**
   * A text that was typed, at most as long as a question.
   *
   * @throws BadRequestException where it is missing or too long
   */
  public static String text(Map<String, List<String>> given, QuerySettings settings) {
    Parameters parameters = new Parameters(given, settings);
    String text = parameters.query();
    if (!parameters.problems.isEmpty()) {
      throw new BadRequestException(parameters.problems);
    }
    return text;
  }

  private Question question() {
    for (String name : given.keySet()) {
      if (!KNOWN.contains(name) && !(name.startsWith(META) && name.length() > META.length())) {
        problems.add("Unknown parameter '" + shown(name) + "'");
      }
    }
    Instant from = instant("from");
    Instant to = instant("to");
    if (from != null && to != null && !from.isBefore(to)) {
      problems.add("Cannot search from " + from + " to " + to + ": the first must be earlier");
    }
    Set<Question.Extra> extras = EnumSet.noneOf(Question.Extra.class);
    if (flag("why")) {
      extras.add(Question.Extra.WHY);
    }
    if (flag("facets")) {
      extras.add(Question.Extra.FACETS);
    }
    return new Question(
        query(),
        k(),
        mode(),
        new Filters(
            values("language"),
            values("type"),
            values("source"),
            metadata(),
            from,
            to,
            Set.of(),
            Set.of()),
        extras);
  }

  private String query() {
    String text = single("q");
    if (text == null || text.isBlank()) {
      problems.add("Parameter 'q' is missing: it is the question");
      return "";
    }
    if (text.length() > settings.maxQuery()) {
      problems.add(
          "Parameter 'q' has "
              + text.length()
              + " characters, and at most "
              + settings.maxQuery()
              + " are taken");
    }
    return text;
  }

  private int k() {
    String text = single("k");
    if (text == null) {
      return Math.min(DEFAULT_K, settings.maxK());
    }
    if (text.matches("\\d{1,9}")) {
      int k = Integer.parseInt(text);
      if (k >= 1 && k <= settings.maxK()) {
        return k;
      }
    }
    problems.add(
        "Parameter 'k' is '" + shown(text) + "', and must be from 1 to " + settings.maxK());
    return 1;
  }

  private Mode mode() {
    String text = single("mode");
    if (text == null) {
      return Mode.HYBRID;
    }
    for (Mode mode : Mode.values()) {
      if (mode.label().equals(text.toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    problems.add("Parameter 'mode' is '" + shown(text) + "', and must be bm25, dense or hybrid");
    return Mode.HYBRID;
  }

  private boolean flag(String name) {
    String text = single(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      problems.add("Parameter '" + name + "' is '" + shown(text) + "', and must be true or false");
    }
    return "true".equals(text);
  }

  private @Nullable Instant instant(String name) {
    String text = single(name);
    if (text == null) {
      return null;
    }
    try {
      return Filters.date(text);
    } catch (DateTimeException e) {
      problems.add(
          "Parameter '"
              + name
              + "' is '"
              + shown(text)
              + "', and must be a day such as 2024-01-31 or an instant such as"
              + " 2024-01-31T12:00:00Z");
      return null;
    }
  }

  private Set<String> values(String name) {
    Set<String> values = new LinkedHashSet<>();
    for (String text : given.getOrDefault(name, List.of())) {
      for (String value : text.split(",", -1)) {
        if (!value.isBlank()) {
          values.add(value.strip());
        }
      }
    }
    if (values.size() > MOST_VALUES) {
      problems.add(
          "Parameter '"
              + name
              + "' has "
              + values.size()
              + " values, and at most "
              + MOST_VALUES
              + " are taken");
      return Set.of();
    }
    values.forEach(value -> requireShort(name, value));
    return values;
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String name : given.keySet()) {
      if (name.startsWith(META) && name.length() > META.length()) {
        String value = single(name);
        if (value != null) {
          requireShort(name, value);
          requireShort("meta.KEY", name);
          metadata.put(name.substring(META.length()), value);
        }
      }
    }
    if (metadata.size() > MOST_VALUES) {
      problems.add(
          metadata.size() + " parameters 'meta.KEY', and at most " + MOST_VALUES + " are taken");
    }
    return metadata;
  }

  private @Nullable String single(String name) {
    List<String> texts = given.getOrDefault(name, List.of());
    if (texts.size() > 1) {
      problems.add("Parameter '" + shown(name) + "' is given " + texts.size() + " times");
    }
    return texts.isEmpty() ? null : texts.get(0);
  }

  private void requireShort(String name, String value) {
    if (value.length() > LONGEST_VALUE) {
      problems.add(
          "Parameter '"
              + shown(name)
              + "' has a value of "
              + value.length()
              + " characters, and at most "
              + LONGEST_VALUE
              + " are taken");
    }
  }

  /** A stranger's text as part of an error: short, and without control characters. */
  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
  }
}
