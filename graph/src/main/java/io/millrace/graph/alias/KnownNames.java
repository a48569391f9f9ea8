package io.millrace.graph.alias;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What else was found in a text, by where it begins and ends; none overlaps another. */
final class KnownNames {
  private static final Set<String> VALUES =
      Set.of(
          MentionTypes.DATE,
          MentionTypes.MONEY,
          MentionTypes.QUANTITY,
          MentionTypes.EMAIL,
          MentionTypes.URL,
          MentionTypes.IDENTIFIER,
          MentionTypes.VERSION);

  private final Map<Integer, Found> byStart = new HashMap<>();
  private final Map<Integer, Found> byEnd = new HashMap<>();

  KnownNames(List<Found> found) {
    for (Found each : found) {
      byStart.put(each.start(), each);
      byEnd.put(each.end(), each);
    }
  }

  @Nullable Found endingAt(int end) {
    return byEnd.get(end);
  }

  @Nullable Found startingAt(int start) {
    return byStart.get(start);
  }

  /** What was found exactly there. */
  @Nullable Found at(int start, int end) {
    Found found = byStart.get(start);
    return found != null && found.end() == end ? found : null;
  }

  /** Whether something has a name; dates and amounts have none. */
  static boolean isName(@Nullable Found found) {
    return found != null && !VALUES.contains(found.type());
  }
}
