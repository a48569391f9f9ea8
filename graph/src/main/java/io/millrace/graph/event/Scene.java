package io.millrace.graph.event;

import io.millrace.core.table.Mention;
import io.millrace.graph.mention.MentionTypes;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sentence with words that tell an event, and the mentions that may take part.
 *
 * @param text the whole text
 * @param mentions all mentions of the text
 * @param first index of the sentence's first mention
 * @param last the index after that of its last mention
 * @param from where its part begins that may speak of the event
 * @param to where that ends
 * @param trigger the words
 * @param taken mentions that an event before has as its object
 */
record Scene(
    String text,
    List<Mention> mentions,
    int first,
    int last,
    int from,
    int to,
    Trigger trigger,
    Set<Integer> taken) {
  private static final int FARTHEST_PLACE = 80;
  private static final Pattern LISTED =
      Pattern.compile("\\s*(?:,|，|、|and|&|, and|和|与|及|以及|同|跟)\\s*");
  private static final Pattern LEADS_TO_PLACE =
      Pattern.compile(
          "(?:\\b(?:in|at|near|outside|inside)(?: the)?\\s+|(?:在|于|位于|地处|抵达)\\s*)$",
          Pattern.CASE_INSENSITIVE);

  Mention mention(int index) {
    return mentions.get(index);
  }

  /** What stands between the end of a mention and the trigger. */
  String behind(int index) {
    return text.substring(mention(index).end(), Math.max(mention(index).end(), trigger.start()));
  }

  /** Whether a mention before the trigger stands in brackets, which say something of another. */
  boolean isAside(int index) {
    int open = 0;
    String gap = behind(index);
    for (int i = 0; i < gap.length() && open >= 0; i++) {
      open += "(（".indexOf(gap.charAt(i)) >= 0 ? 1 : 0;
      open -= ")）".indexOf(gap.charAt(i)) >= 0 ? 1 : 0;
    }
    return open < 0;
  }

  /** What stands between the trigger and a mention. */
  String ahead(int index) {
    return text.substring(trigger.end(), Math.max(trigger.end(), mention(index).start()));
  }

  /** The words of the sentence before a mention. */
  String before(int index) {
    int start = mention(index).start();
    return text.substring(Math.min(start, Math.max(from, start - 24)), start);
  }

  /** The one character after a mention; a blank at the end. */
  char after(int index) {
    int end = mention(index).end();
    return end < text.length() ? text.charAt(end) : ' ';
  }

  /** Whether two neighbours are parts of one list. */
  boolean listed(int one, int other) {
    return LISTED.matcher(text.substring(mention(one).end(), mention(other).start())).matches();
  }

  /** Fills place and time with what stands nearest. */
  void surroundings(Roles roles) {
    int place = -1;
    int time = -1;
    for (int i = first; i < last; i++) {
      if (mention(i).type().equals(MentionTypes.DATE)) {
        time = nearer(time, i);
      } else if (mention(i).type().equals(MentionTypes.PLACE)
          && !roles.has(i)
          && distance(i) < FARTHEST_PLACE
          && LEADS_TO_PLACE.matcher(before(i)).find()) {
        place = nearer(place, i);
      }
    }
    roles.surroundings(place, time);
  }

  private int nearer(int one, int other) {
    return one >= 0 && distance(one) <= distance(other) ? one : other;
  }

  private int distance(int index) {
    Mention mention = mention(index);
    return mention.end() <= trigger.start()
        ? trigger.start() - mention.end()
        : mention.start() - trigger.end();
  }
}
