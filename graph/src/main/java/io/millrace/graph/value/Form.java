package io.millrace.graph.value;

import io.millrace.graph.mention.Found;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way to write a value.
 *
 * @param rule its name, for people
 * @param pattern what matches
 * @param normal the normal form of a match, or null where it is none after all
 */
record Form(String rule, Pattern pattern, Function<Matcher, @Nullable String> normal) {
  static Form of(String rule, String pattern, Function<Matcher, @Nullable String> normal) {
    return new Form(rule, Pattern.compile(pattern), normal);
  }

  /** Calls {@code found} with each match of each form, also with overlapping ones. */
  static void find(List<Form> forms, String text, String type, Consumer<Found> found) {
    for (Form form : forms) {
      Matcher matcher = form.pattern.matcher(text);
      while (matcher.find()) {
        String normal = form.normal.apply(matcher);
        if (normal != null) {
          found.accept(
              Values.found(matcher.start(), matcher.end(), type, normal, type + ": " + form.rule));
        }
      }
    }
  }
}
