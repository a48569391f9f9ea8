package io.millrace.graph.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Mention;
import io.millrace.graph.event.Trigger.Kind;
import io.millrace.graph.event.Trigger.Reading;
import io.millrace.graph.name.ChineseWords;
import io.millrace.graph.resource.YamlMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events that sentences tell: a word for what happens, and the mentions around it by their types
 * and places, in the way of the patterns of Riloff, "Automatically Constructing a Dictionary for
 * Information Extraction Tasks" (AAAI 1993). What is denied is no event; what is planned or only
 * possible is one of little confidence, by the rule "planned". Immutable, safe for many threads.
 */
public final class EventRules implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double PLANNED = 0.6;

  private final List<EventRule> rules;
  private transient volatile @Nullable Triggers triggers;

  private EventRules(List<EventRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The events that ship with Millrace. */
  public static EventRules builtIn() {
    try (InputStream input = EventRules.class.getResourceAsStream("events.yaml")) {
      JsonNode root = new YAMLMapper().readTree(input);
      List<String> problems = new ArrayList<>();
      EventRules rules = read(new YamlMapping(root, "", problems::add));
      if (!problems.isEmpty()) {
        throw new IllegalStateException("Cannot read the built-in events: " + problems);
      }
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the built-in events", e);
    }
  }

  /** The events of a file's {@code events}; what is wrong with them is told to the mapping. */
  public static EventRules read(YamlMapping file) {
    return new EventRules(file.mappings("events").stream().map(EventRule::read).toList());
  }

  /** None. */
  public static EventRules none() {
    return new EventRules(List.of());
  }

  /** These and, where these do not fit, others. */
  public EventRules and(EventRules others) {
    List<EventRule> both = new ArrayList<>(rules);
    both.addAll(others.rules);
    return new EventRules(both);
  }

  /** A hash of all rules. */
  public String fingerprint() {
    List<String> parts = new ArrayList<>(List.of("events"));
    rules.forEach(rule -> parts.addAll(rule.parts()));
    return Ids.hash(parts.toArray(new String[0]));
  }

  private Triggers triggers() {
    Triggers built = triggers;
    if (built == null) {
      built = new Triggers(rules);
      triggers = built;
    }
    return built;
  }

  /** What the sentences of a text tell, in order. */
  public List<Fact> facts(String text, List<Mention> mentions) {
    List<Fact> facts = new ArrayList<>();
    if (rules.isEmpty() || mentions.stream().noneMatch(each -> EventRule.takesPart(each.type()))) {
      return facts;
    }
    List<Trigger> found = triggers().in(text, mentions);
    Set<Integer> taken = new HashSet<>();
    int first = 0;
    for (int i = 0; i < found.size(); i++) {
      Trigger trigger = found.get(i);
      while (first < mentions.size() && mentions.get(first).sentenceEnd() <= trigger.start()) {
        first++;
        taken.clear();
      }
      if (first == mentions.size()) {
        break;
      }
      Mention one = mentions.get(first);
      if (one.sentenceStart() > trigger.start() || one.sentenceEnd() < trigger.end()) {
        continue;
      }
      int last = first + 1;
      while (last < mentions.size() && mentions.get(last).sentenceStart() == one.sentenceStart()) {
        last++;
      }
      int to = one.sentenceEnd();
      if (i + 1 < found.size() && found.get(i + 1).start() < to) {
        to = found.get(i + 1).start();
      }
      int from = one.sentenceStart();
      fact(new Scene(text, mentions, first, last, from, to, trigger, taken), facts);
    }
    return facts;
  }

  /** The first reading for which enough takes part. */
  private static void fact(Scene scene, List<Fact> facts) {
    Trigger trigger = scene.trigger();
    String before = wordsBefore(scene);
    for (Reading reading : trigger.readings()) {
      boolean chinese = reading.kind() == Kind.CHINESE;
      Modality modality = chinese ? Modality.chinese(before) : Modality.english(before);
      boolean infinitive = reading.kind() == Kind.BASE && modality == Modality.STATED;
      if (modality == Modality.DENIED || infinitive) {
        continue;
      }
      Roles roles =
          chinese
              ? ChineseRoles.of(scene, reading.rule(), reading.happens())
              : EnglishRoles.of(scene, reading.rule(), reading.kind(), reading.happens());
      scene.surroundings(roles);
      if (roles.suffice(reading.rule()) && (!chinese || isWhole(scene))) {
        // what is bought may not be who opens something later in the sentence
        roles.objects().stream()
            .filter(each -> scene.mention(each).start() >= trigger.end())
            .forEach(scene.taken()::add);
        facts.add(fact(scene, reading.rule(), roles, modality == Modality.PLANNED));
        return;
      }
    }
  }

  /** 动工 is no word of 启动工具. */
  private static boolean isWhole(Scene scene) {
    return ChineseWords.isWhole(scene.text(), scene.trigger().start(), scene.trigger().end());
  }

  /** The words that may deny an event: those before it without names, behind what another says. */
  private static String wordsBefore(Scene scene) {
    StringBuilder words = new StringBuilder();
    int from = scene.from();
    for (int i = scene.first(); i < scene.last(); i++) {
      Mention mention = scene.mention(i);
      if (mention.end() > scene.trigger().start()) {
        break;
      }
      if (scene.taken().contains(i)) {
        words.setLength(0);
      } else {
        words.append(scene.text(), from, mention.start());
      }
      from = mention.end();
    }
    return words.append(scene.text(), from, scene.trigger().start()).toString();
  }

  private static Fact fact(Scene scene, EventRule rule, Roles roles, boolean planned) {
    Mention any = scene.mention(scene.first());
    double lowest =
        roles.arguments().stream()
            .mapToDouble(each -> scene.mention(each.mention()).confidence())
            .min()
            .orElse(1);
    double filled = roles.confidence() * (planned ? PLANNED : 1);
    return new Fact(
        rule.type(),
        Fact.Kind.EVENT,
        any.sentenceStart(),
        any.sentenceEnd(),
        scene.trigger().start(),
        scene.trigger().end(),
        roles.arguments(),
        Math.min(filled, lowest),
        (planned ? "planned event: " : "event: ") + rule.type());
  }
}
