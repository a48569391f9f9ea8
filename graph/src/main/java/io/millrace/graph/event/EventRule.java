package io.millrace.graph.event;

import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.resource.YamlMapping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A type of event, the words that tell it, and who may take part.
 *
 * @param type its name
 * @param agents types of who may do it
 * @param objects types of what it may be done to
 * @param verbs with the agent before and the object behind them
 * @param happens verbs with the object before them
 * @param nouns which name it
 * @param to words that may lead to the object
 * @param needs roles that have to be filled; where none is given, one of agent and object
 */
record EventRule(
    String type,
    List<String> agents,
    List<String> objects,
    List<String> verbs,
    List<String> happens,
    List<String> nouns,
    List<String> to,
    List<String> needs)
    implements Serializable {
  static final String AGENT = "agent";
  static final String OBJECT = "object";
  static final String PLACE = "place";
  static final String TIME = "time";

  private static final String ANY = "any";
  private static final List<String> ROLES = List.of(AGENT, OBJECT, PLACE, TIME);

  /** What takes part in nothing. */
  private static final Set<String> VALUES =
      Set.of(
          MentionTypes.DATE,
          MentionTypes.MONEY,
          MentionTypes.QUANTITY,
          MentionTypes.EMAIL,
          MentionTypes.URL,
          MentionTypes.VERSION);

  static EventRule read(YamlMapping yaml) {
    yaml.only(List.of("type", AGENT, OBJECT, "verbs", "happens", "nouns", "to", "needs"));
    EventRule rule =
        new EventRule(
            yaml.text("type"),
            yaml.texts(AGENT),
            yaml.texts(OBJECT),
            yaml.texts("verbs"),
            yaml.texts("happens"),
            yaml.texts("nouns"),
            yaml.texts("to"),
            yaml.texts("needs"));
    if (rule.agents.isEmpty() && rule.objects.isEmpty()) {
      yaml.problem("has neither agent nor object");
    }
    if (rule.verbs.isEmpty() && rule.happens.isEmpty() && rule.nouns.isEmpty()) {
      yaml.problem("has no words that tell it: neither verbs nor happens nor nouns");
    }
    rule.needs.stream()
        .filter(role -> !ROLES.contains(role))
        .forEach(role -> yaml.problem("needs " + role + ", roles are " + ROLES));
    return rule;
  }

  /** Everything that decides what it finds. */
  List<String> parts() {
    List<String> parts = new ArrayList<>(List.of("event", type));
    for (List<String> each : List.of(agents, objects, verbs, happens, nouns, to, needs)) {
      parts.add(each.toString());
    }
    return parts;
  }

  boolean mayAct(String mention) {
    return fits(agents, mention);
  }

  boolean mayUndergo(String mention) {
    return fits(objects, mention);
  }

  static boolean takesPart(String mention) {
    return !VALUES.contains(mention);
  }

  private static boolean fits(List<String> types, String mention) {
    return takesPart(mention) && (types.contains(mention) || types.contains(ANY));
  }
}
