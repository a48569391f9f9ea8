package io.millrace.query.request;

import io.millrace.core.settings.QuerySettings;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.query.answer.Question;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
  private static final Set<String> KNOWN =
      Set.of("q", "k", "mode", "language", "source", "type", "from", "to", "why", "facets");

  private final Given given;
  private final QuerySettings settings;

  private Parameters(Map<String, List<String>> given, QuerySettings settings) {
    this.given = new Given(given);
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
    parameters.given.finish();
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
    parameters.given.finish();
    return text;
  }

  private Question question() {
    for (String name : given.names()) {
      if (!KNOWN.contains(name) && !(name.startsWith(META) && name.length() > META.length())) {
        given.unknown(name);
      }
    }
    Instant from = instant("from");
    Instant to = instant("to");
    if (from != null && to != null && !from.isBefore(to)) {
      given.wrong("Cannot search from " + from + " to " + to + ": the first must be earlier");
    }
    Set<Question.Extra> extras = EnumSet.noneOf(Question.Extra.class);
    if (given.flag("why")) {
      extras.add(Question.Extra.WHY);
    }
    if (given.flag("facets")) {
      extras.add(Question.Extra.FACETS);
    }
    return new Question(
        query(),
        given.number("k", Math.min(DEFAULT_K, settings.maxK()), 1, settings.maxK()),
        mode(),
        new Filters(
            given.values("language"),
            given.values("type"),
            given.values("source"),
            metadata(),
            from,
            to,
            Set.of(),
            Set.of()),
        extras);
  }

  private String query() {
    return given.text("q", "the question", settings.maxQuery());
  }

  private Mode mode() {
    String text = given.single("mode");
    if (text == null) {
      return Mode.HYBRID;
    }
    for (Mode mode : Mode.values()) {
      if (mode.label().equals(text.toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    given.mustBe("mode", text, "bm25, dense, hybrid, graph or hybrid-graph");
    return Mode.HYBRID;
  }

  private @Nullable Instant instant(String name) {
    String text = given.single(name);
    if (text == null) {
      return null;
    }
    try {
      return Filters.date(text);
    } catch (DateTimeException e) {
      given.mustBe(
          name, text, "a day such as 2024-01-31 or an instant such as 2024-01-31T12:00:00Z");
      return null;
    }
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String name : given.names()) {
      if (name.startsWith(META) && name.length() > META.length()) {
        String value = given.single(name);
        if (value != null) {
          given.requireShort(name, value);
          given.requireShort("meta.KEY", name);
          metadata.put(name.substring(META.length()), value);
        }
      }
    }
    given.requireFew(metadata.size(), "meta.KEY");
    return metadata;
  }
}
