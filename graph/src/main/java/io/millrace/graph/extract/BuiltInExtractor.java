package io.millrace.graph.extract;

import io.millrace.core.table.Extraction;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Mention;
import io.millrace.core.text.Sentences;
import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.mention.Found;
import io.millrace.graph.name.Names;
import io.millrace.graph.relation.RelationRules;
import io.millrace.graph.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The extractor that needs no language model: what a dictionary names, what is known by its form,
 * what is named; and relations and events between these, sentence by sentence.
 */
public final class BuiltInExtractor implements Extractor {
  private static final long serialVersionUID = 1L;

  /** To be raised with every change of a rule or a list that changes an answer. */
  private static final int RULES = 1;

  private static final Comparator<Found> SUREST_FIRST =
      Comparator.comparingDouble(Found::confidence)
          .thenComparingInt(Found::length)
          .reversed()
          .thenComparingInt(Found::start)
          .thenComparing(Found::type);

  private final Dictionary dictionary;
  private final RelationRules relations;
  private final String fingerprint;

  private static final class Holder {
    private static final Names NAMES = new Names();
  }

  /**
   * An extractor with what its user adds.
   *
   * @param dictionary names of the user
   * @param relations what relations and events there are, the built-in ones and the user's
   */
  public BuiltInExtractor(Dictionary dictionary, RelationRules relations) {
    this.dictionary = dictionary;
    this.relations = relations;
    this.fingerprint =
        Ids.hash(
            "extractor built-in",
            Integer.toString(RULES),
            dictionary.fingerprint(),
            relations.fingerprint());
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
    List<Mention> mentions = mentions(text, withoutOverlaps(found));
    return new Extraction(textHash, fingerprint, mentions, relations.facts(text, mentions));
  }

  /** The surer one holds, and of equally sure ones the longer one. */
  private static List<Found> withoutOverlaps(List<Found> found) {
    found.sort(SUREST_FIRST);
    List<Found> kept = new ArrayList<>();
    for (Found each : found) {
      if (kept.stream().noneMatch(each::overlaps)) {
        kept.add(each);
      }
    }
    kept.sort(Comparator.comparingInt(Found::start));
    return kept;
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
