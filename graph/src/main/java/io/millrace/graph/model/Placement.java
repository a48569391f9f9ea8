package io.millrace.graph.model;

import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Mention;
import io.millrace.core.table.Span;
import io.millrace.core.text.Sentences;
import io.millrace.graph.mention.Found;
import io.millrace.graph.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a passage what an answer says that stands in it, word for word. A name is a mention
 * wherever it stands, of the type that the answer gives it first; longer names are placed first,
 * and none within another. What does not stand there is dropped and counted.
 */
final class Placement {
  /** A model tells no confidence; above rules that guess, below what is known by its form. */
  private static final double CONFIDENCE = 0.75;

  private final String text;
  private final String rule;
  private final List<Span> sentences = new ArrayList<>();

  /**
   * What an answer comes to.
   *
   * @param extraction what stands in the passage
   * @param droppedMentions how many mentions do not
   * @param droppedFacts how many facts do not, or speak of a mention that does not
   */
  record Placed(Extraction extraction, int droppedMentions, int droppedFacts) {}

  /**
   * @param rule what the rows say recognised it
   */
  Placement(String text, String rule) {
    this.text = text;
    this.rule = rule;
    Sentences.forEachEnd(
        text,
        0,
        text.length(),
        end ->
            sentences.add(
                new Span(
                    sentences.isEmpty() ? 0 : sentences.get(sentences.size() - 1).end(), end)));
  }

  Placed place(String textHash, String extractor, Answer answer) {
    List<Mention> mentions = mentions(answer.mentions());
    List<Fact> facts = new ArrayList<>();
    int droppedFacts = 0;
    for (Answer.Stated stated : answer.facts()) {
      Optional<Fact> fact = fact(stated, mentions);
      fact.filter(each -> !facts.contains(each)).ifPresent(facts::add);
      droppedFacts += fact.isEmpty() ? 1 : 0;
    }
    facts.sort(Comparator.comparingInt(Fact::triggerStart));
    return new Placed(
        new Extraction(textHash, extractor, mentions, facts),
        dropped(answer.mentions(), mentions),
        droppedFacts);
  }

  private List<Mention> mentions(List<Answer.Named> named) {
    Map<String, String> values = values();
    List<Mention> mentions = new ArrayList<>();
    for (Answer.Named each : longestFirst(named)) {
      for (Span span = find(each.text(), 0, mentions);
          span != null;
          span = find(each.text(), span.end(), mentions)) {
        Span sentence = sentence(span);
        mentions.add(
            new Mention(
                span.start(),
                span.end(),
                sentence.start(),
                sentence.end(),
                each.type(),
                each.text(),
                values.get(key(each.type(), span.start(), span.end())),
                CONFIDENCE,
                rule));
      }
    }
    mentions.sort(Comparator.comparingInt(Mention::start));
    return mentions;
  }

  /** Each text with the type that was named first, the longest first. */
  private static List<Answer.Named> longestFirst(List<Answer.Named> named) {
    Map<String, Answer.Named> first = new LinkedHashMap<>();
    named.forEach(each -> first.putIfAbsent(each.text(), each));
    List<Answer.Named> sorted = new ArrayList<>(first.values());
    sorted.sort(Comparator.comparingInt((Answer.Named each) -> -each.text().length()));
    return sorted;
  }

  private static int dropped(List<Answer.Named> named, List<Mention> mentions) {
    Set<Answer.Named> placed = new HashSet<>();
    mentions.forEach(each -> placed.add(new Answer.Named(each.type(), each.text())));
    return (int) named.stream().filter(each -> !placed.contains(each)).count();
  }

  /** Normal forms of dates and amounts, by rules, so that they are the same for all extractors. */
  private Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    for (Found found : Values.in(text)) {
      String value = found.value();
      if (value != null) {
        values.put(key(found.type(), found.start(), found.end()), value);
      }
    }
    return values;
  }

  private static String key(String type, int start, int end) {
    return type + " " + start + " " + end;
  }

  /** The first place from {@code from} on that is a word of its own and not taken, or null. */
  private @Nullable Span find(String wanted, int from, List<Mention> taken) {
    if (wanted.isBlank()) {
      return null;
    }
    for (int at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
      Span span = new Span(at, at + wanted.length());
      if (!cutsAWord(span)
          && taken.stream().noneMatch(m -> m.start() < span.end() && span.start() < m.end())) {
        return span;
      }
    }
    return null;
  }

  private boolean cutsAWord(Span span) {
    return joined(span.start()) || joined(span.end());
  }

  /** Whether a word of letters or digits that are no ideographs goes on at an offset. */
  private boolean joined(int at) {
    return at > 0
        && at < text.length()
        && isOfAWord(text.codePointBefore(at))
        && isOfAWord(text.codePointAt(at));
  }

  private static boolean isOfAWord(int character) {
    return Character.isLetterOrDigit(character) && !Character.isIdeographic(character);
  }

  /** The sentence around a span, or the sentences where it reaches into the next. */
  private Span sentence(Span span) {
    int first = 0;
    while (sentences.get(first).end() <= span.start()) {
      first++;
    }
    int last = first;
    while (sentences.get(last).end() < span.end()) {
      last++;
    }
    return new Span(sentences.get(first).start(), sentences.get(last).end());
  }

  private Optional<Fact> fact(Answer.Stated stated, List<Mention> mentions) {
    if (stated.sentence().isBlank()) {
      return Optional.empty();
    }
    for (int at = text.indexOf(stated.sentence());
        at >= 0;
        at = text.indexOf(stated.sentence(), at + 1)) {
      Span quoted = new Span(at, at + stated.sentence().length());
      int subject = within(quoted, stated.subject(), mentions);
      int object = within(quoted, stated.object(), mentions);
      if (subject >= 0 && object >= 0 && subject != object) {
        Span sentence = sentence(quoted);
        return Optional.of(
            new Fact(
                stated.type(),
                Fact.Kind.RELATION,
                sentence.start(),
                sentence.end(),
                quoted.start(),
                quoted.end(),
                List.of(new Fact.Argument("subject", subject), new Fact.Argument("object", object)),
                CONFIDENCE,
                rule));
      }
    }
    return Optional.empty();
  }

  /** The first mention of a name in a stretch of the passage, or -1. */
  private static int within(Span stretch, String name, List<Mention> mentions) {
    for (int i = 0; i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.text().equals(name)
          && stretch.start() <= mention.start()
          && mention.end() <= stretch.end()) {
        return i;
      }
    }
    return -1;
  }
}
