package io.millrace.graph.event;

import io.millrace.core.table.Fact.Argument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Which mentions take part in an event, by their index. */
final class Roles {
  private static final double TRIGGER = 0.4;
  private static final double PARTICIPANT = 0.15;
  private static final double SURROUNDING = 0.05;

  private final Set<Integer> agents = new LinkedHashSet<>();
  private final Set<Integer> objects = new LinkedHashSet<>();
  private int place = -1;
  private int time = -1;

  /** Adds a mention and its neighbours in a list that fit, too. */
  void agent(Scene scene, EventRule rule, int index) {
    add(agents, scene, index, each -> rule.mayAct(scene.mention(each).type()));
  }

  /** The same for objects. */
  void object(Scene scene, EventRule rule, int index) {
    add(objects, scene, index, each -> rule.mayUndergo(scene.mention(each).type()));
  }

  private void add(Set<Integer> role, Scene scene, int index, IntPredicate fits) {
    role.add(index);
    boolean before = scene.mention(index).end() <= scene.trigger().start();
    int step = before ? -1 : 1;
    int at = index;
    int next = index + step;
    while (next >= scene.first()
        && next < scene.last()
        && !has(next)
        && !scene.taken().contains(next)
        && fits.test(next)
        && (before ? scene.listed(next, at) : scene.listed(at, next))) {
      role.add(next);
      at = next;
      next += step;
    }
  }

  void surroundings(int place, int time) {
    this.place = place;
    this.time = time;
  }

  boolean has(int index) {
    return agents.contains(index) || objects.contains(index);
  }

  boolean hasAgent() {
    return !agents.isEmpty();
  }

  boolean hasObject() {
    return !objects.isEmpty();
  }

  Set<Integer> objects() {
    return objects;
  }

  /** Whether all is filled that the rule needs, and somebody or something takes part at all. */
  boolean suffice(EventRule rule) {
    return (hasAgent() || hasObject())
        && (!rule.needs().contains(EventRule.AGENT) || hasAgent())
        && (!rule.needs().contains(EventRule.OBJECT) || hasObject())
        && (!rule.needs().contains(EventRule.PLACE) || place >= 0)
        && (!rule.needs().contains(EventRule.TIME) || time >= 0);
  }

  /** The more is filled, the surer. */
  double confidence() {
    return TRIGGER
        + (hasAgent() ? PARTICIPANT : 0)
        + (hasObject() ? PARTICIPANT : 0)
        + (place >= 0 ? SURROUNDING : 0)
        + (time >= 0 ? SURROUNDING : 0);
  }

  List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    agents.stream().sorted().forEach(each -> arguments.add(new Argument(EventRule.AGENT, each)));
    objects.stream().sorted().forEach(each -> arguments.add(new Argument(EventRule.OBJECT, each)));
    if (place >= 0) {
      arguments.add(new Argument(EventRule.PLACE, place));
    }
    if (time >= 0) {
      arguments.add(new Argument(EventRule.TIME, time));
    }
    return arguments;
  }
}
