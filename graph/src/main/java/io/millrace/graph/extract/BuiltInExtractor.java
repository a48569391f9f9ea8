package io.millrace.graph.extract;

import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Mention;
import io.millrace.core.text.Sentences;
import io.millrace.graph.alias.AliasNames;
import io.millrace.graph.alias.AliasStatement;
import io.millrace.graph.alias.Aliases;
import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.event.EventRules;
import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.Overlaps;
import io.millrace.graph.name.Names;
import io.millrace.graph.relation.RelationRules;
import io.millrace.graph.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The extractor that needs no language model: what a dictionary names, what is known by its form,
 * what is named, and by which other names; and relations and events, sentence by sentence. One name
 * has one type within a text.
 */
public final class BuiltInExtractor implements PortableExtractor {
  private static final long serialVersionUID = 1L;

  private static final Comparator<Found> SUREST_FIRST =
      Comparator.comparingDouble(Found::confidence)
          .thenComparingInt(Found::length)
          .reversed()
          .thenComparingInt(Found::start)
          .thenComparing(Found::type);

  private final Dictionary dictionary;
  private final RelationRules relations;
  private final EventRules events;
  private final String fingerprint;

  private static final class Holder {
    private static final Names NAMES = new Names();
  }

  /** An extractor with what its user adds: names, relations and events, which go first. */
  public BuiltInExtractor(Dictionary dictionary) {
    this.dictionary = dictionary;
    this.relations = dictionary.relations().and(RelationRules.builtIn());
    this.events = dictionary.events().and(EventRules.builtIn());
    this.fingerprint =
        Ids.hash("extractor built-in", BuiltInRules.hash(), dictionary.fingerprint());
  }

  @Override
  public String name() {
    return "built-in";
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Extraction extract(String textHash, String text) {
    List<Found> found = new ArrayList<>();
    dictionary.find(text, found::add);
    found.addAll(Values.in(text));
    found.addAll(Holder.NAMES.in(text));
    List<Found> names = Overlaps.without(found, SUREST_FIRST);
    List<AliasStatement> aliases = Aliases.in(text, names);
    if (!aliases.isEmpty()) {
      names.addAll(AliasNames.in(text, aliases));
      names = Overlaps.without(names, SUREST_FIRST);
    }
    List<Mention> mentions = mentions(text, ConsistentTypes.of(text, names, aliases));
    List<Fact> facts = new ArrayList<>(relations.facts(text, mentions));
    facts.addAll(AliasFacts.of(aliases, mentions));
    facts.addAll(events.facts(text, mentions));
    facts.sort(Comparator.comparingInt(Fact::triggerStart));
    return new Extraction(textHash, fingerprint, mentions, facts);
  }

  /** Each with the sentence around it, or the sentences where it reaches into the next. */
  private static List<Mention> mentions(String text, List<Found> found) {
    List<Integer> ends = new ArrayList<>();
    Sentences.forEachEnd(text, 0, text.length(), ends::add);
    List<Mention> mentions = new ArrayList<>();
    int sentence = 0;
    for (Found each : found) {
      while (ends.get(sentence) <= each.start()) {
        sentence++;
      }
      int last = sentence;
      while (ends.get(last) < each.end()) {
        last++;
      }
      mentions.add(
          new Mention(
              each.start(),
              each.end(),
              sentence == 0 ? 0 : ends.get(sentence - 1),
              ends.get(last),
              each.type(),
              text.substring(each.start(), each.end()),
              each.value(),
              each.confidence(),
              each.rule()));
    }
    return mentions;
  }
}
