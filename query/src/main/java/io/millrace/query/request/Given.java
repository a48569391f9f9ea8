package io.millrace.query.request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was given by name with a request. Whoever reads it out collects everything that is wrong,
 * and refuses it at once with {@link #finish}.
 */
public final class Given {
  private static final int MOST_VALUES = 50;
  private static final int LONGEST_VALUE = 500;

  private final Map<String, List<String>> given;
  private final List<String> problems = new ArrayList<>();

  /** The values by their names. */
  public Given(Map<String, List<String>> given) {
    this.given = given;
  }

  Set<String> names() {
    return given.keySet();
  }

  /** Refuses what is not among these names. */
  public void requireKnown(Set<String> known) {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        unknown(name);
      }
    }
  }

  void unknown(String name) {
    problems.add("Unknown parameter '" + shown(name) + "'");
  }

  /** Something else that is wrong. */
  public void wrong(String problem) {
    problems.add(problem);
  }

  /**
   * Ends the reading.
   *
   * @throws BadRequestException with everything that is wrong, where something is
   */
  public void finish() {
    if (!problems.isEmpty()) {
      throw new BadRequestException(problems);
    }
  }

  /** The one value of a name, or null without one. */
  public @Nullable String single(String name) {
    List<String> texts = given.getOrDefault(name, List.of());
    if (texts.size() > 1) {
      problems.add("Parameter '" + shown(name) + "' is given " + texts.size() + " times");
    }
    return texts.isEmpty() ? null : texts.get(0);
  }

  /** A text that must be there, not blank and not too long. */
  public String text(String name, String whatItIs, int longest) {
    String text = single(name);
    if (text == null || text.isBlank()) {
      problems.add("Parameter '" + name + "' is missing: it is " + whatItIs);
      return "";
    }
    if (text.length() > longest) {
      problems.add(
          "Parameter '"
              + name
              + "' has "
              + text.length()
              + " characters, and at most "
              + longest
              + " are taken");
    }
    return text;
  }

  /** A whole number. */
  public int number(String name, int otherwise, int least, int most) {
    String text = single(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    mustBe(name, text, "from " + least + " to " + most);
    return otherwise;
  }

  /** True or false; false without a value. */
  public boolean flag(String name) {
    String text = single(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      mustBe(name, text, "true or false");
    }
    return "true".equals(text);
  }

  /** Says that a value is not what it must be. */
  public void mustBe(String name, String text, String what) {
    problems.add("Parameter '" + name + "' is '" + shown(text) + "', and must be " + what);
  }

  /** The values of a name that may be given several times, or with commas between. */
  public Set<String> values(String name) {
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

  void requireFew(int count, String what) {
    if (count > MOST_VALUES) {
      problems.add(count + " parameters '" + what + "', and at most " + MOST_VALUES + " are taken");
    }
  }

  void requireShort(String name, String value) {
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
