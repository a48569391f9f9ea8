package io.millrace.graph.element;

import io.millrace.core.table.Fact;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between which two mentions a fact leads: from the subject or agent to the object; an event of one
 * participant leads to its place, or else to its time.
 *
 * @param subject index of the mention it leads from
 * @param object index of the mention it leads to
 * @param time index of the mention that says when, if it is neither
 * @param place index of the mention that says where, if it is neither
 */
record Ends(int subject, int object, @Nullable Integer time, @Nullable Integer place) {
  /** The ends of a fact; null where it speaks of one thing only. */
  static @Nullable Ends of(Fact fact) {
    Map<String, Integer> roles = new HashMap<>();
    for (Fact.Argument argument : fact.arguments()) {
      roles.putIfAbsent(argument.role(), argument.mention());
    }
    Integer subject = first(roles, "subject", "agent", "object", "place");
    if (subject == null) {
      return null;
    }
    Integer object = first(roles, "object", "place", "time");
    return object == null
        ? null
        : new Ends(subject, object, roles.remove("time"), roles.remove("place"));
  }

  /** Takes the first of the roles that is filled. */
  private static @Nullable Integer first(Map<String, Integer> roles, String... names) {
    for (String name : names) {
      Integer mention = roles.remove(name);
      if (mention != null) {
        return mention;
      }
    }
    return null;
  }
}
