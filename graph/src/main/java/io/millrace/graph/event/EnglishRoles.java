package io.millrace.graph.event;

import io.millrace.graph.event.Trigger.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who takes part in an event that English words tell: Acme bought Ajax; Ajax was bought by Acme;
 * Acme's purchase of Ajax; the purchase of Ajax by Acme.
 */
final class EnglishRoles {
  private static final int FARTHEST = 100;
  private static final int FARTHEST_OBJECT = 60;
  private static final String PREPOSITIONS =
      "of|in|at|from|for|with|to|near|on|against|under|between|by|as|after|before|during|since|until|into|than|over|through|via|within|about|like";

  /** Words after which a verb's form is a noun or an adjective. */
  private static final Pattern NOUN_BEFORE =
      Pattern.compile(
          "(?:^|\\s)(?:the|a|an|this|that|its|their|his|her|our|your|my|each|any|no|of|in|for|every|new|recent|first|latest|next|following|"
              + "proposed|planned|on|upon|'s|’s)\\s+$");

  private static final Pattern PASSIVE =
      Pattern.compile(
          "\\b(?:is|are|was|were|be|been|being|got|gets)\\s+(?:(?:\\p{L}+ly|also|later|then|soon|first|since|again|not|never|reportedly)\\s+){0,2}$");
  private static final Pattern BY =
      Pattern.compile("^[^,;]{0,60}?\\bby\\s+(?:[\\p{L}-]+\\s+){0,3}$");
  private static final Pattern OF =
      Pattern.compile("^\\s+of\\s+(?:(?!(?:" + PREPOSITIONS + ")\\b)[\\p{L}-]+\\s+){0,2}$");
  private static final Pattern LED =
      Pattern.compile(
          "\\b(?:"
              + PREPOSITIONS
              + ")\\s+(?:(?:the|a|an|its|their|his|her)\\s+)?(?:[\\p{L}-]+\\s+){0,2}$");
  private static final Pattern HAS_PREPOSITION =
      Pattern.compile("\\b(?:" + PREPOSITIONS + "|that|which|who|and|but|when|while|where)\\b");
  private static final Pattern OTHER_SUBJECT =
      Pattern.compile("\\b(?:he|she|they|we|i|you|but|while|although)\\b|;");
  private static final Pattern POSSESSIVE = Pattern.compile("^['’]s?\\s+(?:[\\p{L}-]+\\s+){0,2}$");

  private EnglishRoles() {}

  static Roles of(Scene scene, EventRule rule, Kind kind, boolean happens) {
    Roles roles = new Roles();
    String before = scene.text().substring(scene.from(), scene.trigger().start());
    String lower = before.toLowerCase(Locale.ROOT);
    if (kind == Kind.NOUN || NOUN_BEFORE.matcher(lower).find()) {
      if (kind == Kind.NOUN) {
        noun(scene, rule, roles);
      }
      return roles;
    }
    int by = by(scene, rule);
    boolean passive = kind == Kind.PAST && (PASSIVE.matcher(lower).find() || by >= 0);
    int subject = subject(scene, rule, passive || happens);
    if (passive || happens) {
      if (subject >= 0) {
        roles.object(scene, rule, subject);
      }
      if (passive && by >= 0) {
        roles.agent(scene, rule, by);
      }
      return roles;
    }
    if (subject >= 0) {
      roles.agent(scene, rule, subject);
    }
    int object = object(scene, rule);
    if (object >= 0 && object != subject) {
      roles.object(scene, rule, object);
    }
    // "Debian releases" are things, and "Acme buying" is half a sentence
    boolean weak = kind != Kind.PAST;
    return weak && !(roles.hasAgent() && roles.hasObject()) ? new Roles() : roles;
  }

  /** The nearest mention before the verb that can be its subject; -1 where there is none. */
  private static int subject(Scene scene, EventRule rule, boolean undergoes) {
    for (int i = scene.last() - 1; i >= scene.first(); i--) {
      if (scene.mention(i).end() > scene.trigger().start() || scene.taken().contains(i)) {
        continue;
      }
      String gap = scene.behind(i).toLowerCase(Locale.ROOT);
      if (gap.length() > FARTHEST
          || scene.mention(i).start() < scene.from()
          || OTHER_SUBJECT.matcher(gap).find()) {
        return -1;
      }
      String type = scene.mention(i).type();
      if (!EventRule.takesPart(type)
          || scene.isAside(i)
          || LED.matcher(scene.before(i).toLowerCase(Locale.ROOT)).find()
          || gap.startsWith("'s")
          || gap.startsWith("’s")) {
        continue;
      }
      if (undergoes ? rule.mayUndergo(type) : rule.mayAct(type)) {
        return i;
      }
      if (gap.indexOf(',') < 0) {
        return -1; // somebody else does it
      }
    }
    return -1;
  }

  private static int object(Scene scene, EventRule rule) {
    for (int i = scene.first(); i < scene.last(); i++) {
      if (scene.mention(i).start() < scene.trigger().end()) {
        continue;
      }
      String gap = scene.ahead(i).toLowerCase(Locale.ROOT);
      if (gap.length() > FARTHEST_OBJECT
          || scene.mention(i).end() > scene.to()
          || gap.indexOf(',') >= 0
          || gap.indexOf(';') >= 0) {
        return -1;
      }
      if (rule.mayUndergo(scene.mention(i).type())
          && (!HAS_PREPOSITION.matcher(gap).find() || leads(rule.to(), gap))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether one of these words stands shortly before the end. */
  private static boolean leads(List<String> words, String gap) {
    return words.stream()
        .anyMatch(
            word ->
                Pattern.compile("\\b" + Pattern.quote(word) + "\\s+(?:[\\p{L}-]+\\s+){0,2}$")
                    .matcher(gap)
                    .find());
  }

  /** The mention after "by" behind the trigger; -1 where there is none. */
  private static int by(Scene scene, EventRule rule) {
    return following(scene, BY, rule, true);
  }

  private static int following(Scene scene, Pattern lead, EventRule rule, boolean acts) {
    for (int i = scene.first(); i < scene.last(); i++) {
      String type = scene.mention(i).type();
      if (scene.mention(i).start() >= scene.trigger().end()
          && scene.mention(i).end() <= scene.to()
          && (acts ? rule.mayAct(type) : rule.mayUndergo(type))
          && lead.matcher(scene.ahead(i).toLowerCase(Locale.ROOT)).find()) {
        return i;
      }
    }
    return -1;
  }

  private static void noun(Scene scene, EventRule rule, Roles roles) {
    int object = following(scene, OF, rule, false);
    if (object >= 0) {
      roles.object(scene, rule, object);
    }
    int by = by(scene, rule);
    if (by >= 0 && by != object) {
      roles.agent(scene, rule, by);
    }
    for (int i = scene.last() - 1; i >= scene.first(); i--) {
      if (scene.mention(i).end() <= scene.trigger().start()) {
        String type = scene.mention(i).type();
        boolean possessive = POSSESSIVE.matcher(scene.behind(i).toLowerCase(Locale.ROOT)).find();
        if (possessive && !roles.hasObject() && !rule.mayAct(type) && rule.mayUndergo(type)) {
          roles.object(scene, rule, i);
        } else if (possessive && roles.hasObject() && !roles.hasAgent() && rule.mayAct(type)) {
          roles.agent(scene, rule, i);
        }
        return;
      }
    }
  }
}
