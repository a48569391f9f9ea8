package io.millrace.graph.event;

import com.hankcs.hanlp.collection.AhoCorasick.AhoCorasickDoubleArrayTrie;
import io.millrace.core.table.Mention;
import io.millrace.graph.event.Trigger.Kind;
import io.millrace.graph.event.Trigger.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Finds the words that tell events, all at once (Aho and Corasick 1975), the longest ones, and none
 * within a name. Immutable, safe for many threads.
 */
final class Triggers {
  private static final Comparator<Trigger> LEFTMOST_LONGEST =
      Comparator.comparingInt(Trigger::start).thenComparingInt(each -> -each.end());

  /** Characters that make a Chinese verb the beginning of a noun: 投资者, 检修部. */
  private static final String MAKES_NOUN = "者人方商家员额率权部处科室厂版器物性源";

  private final AhoCorasickDoubleArrayTrie<List<Reading>> trie = new AhoCorasickDoubleArrayTrie<>();

  Triggers(List<EventRule> rules) {
    EnglishVerbs verbs = new EnglishVerbs();
    TreeMap<String, List<Reading>> words = new TreeMap<>();
    for (EventRule rule : rules) {
      rule.verbs().forEach(each -> add(words, verbs, each, rule, false));
      rule.happens().forEach(each -> add(words, verbs, each, rule, true));
      for (String noun : rule.nouns()) {
        Kind kind = isChinese(noun) ? Kind.CHINESE : Kind.NOUN;
        put(words, noun.toLowerCase(Locale.ROOT), new Reading(rule, kind, kind == Kind.CHINESE));
      }
    }
    trie.build(words);
  }

  private static void add(
      TreeMap<String, List<Reading>> words,
      EnglishVerbs verbs,
      String verb,
      EventRule rule,
      boolean happens) {
    if (isChinese(verb)) {
      put(words, verb, new Reading(rule, Kind.CHINESE, happens));
      return;
    }
    verbs
        .forms(verb.toLowerCase(Locale.ROOT))
        .forEach(
            (form, kind) ->
                put(words, form, new Reading(rule, Kind.valueOf(kind.name()), happens)));
  }

  private static void put(TreeMap<String, List<Reading>> words, String word, Reading reading) {
    words.computeIfAbsent(word, absent -> new ArrayList<>()).add(reading);
  }

  private static boolean isChinese(String word) {
    return word.codePoints().anyMatch(each -> each >= 0x2E80);
  }

  /** The words of a text that tell events, in order, outside of the mentions, which are sorted. */
  List<Trigger> in(String text, List<Mention> mentions) {
    char[] small = text.toCharArray();
    for (int i = 0; i < small.length; i++) {
      small[i] = Character.toLowerCase(small[i]); // keeps the places, unlike String.toLowerCase
    }
    List<Trigger> all = new ArrayList<>();
    trie.parseText(
        small,
        (start, end, readings) -> {
          if (isWhole(small, start, end)) {
            all.add(new Trigger(start, end, readings));
          }
        });
    if (all.isEmpty()) {
      return all;
    }
    all.sort(LEFTMOST_LONGEST);
    List<Trigger> kept = new ArrayList<>();
    int end = 0;
    int next = 0;
    for (Trigger each : all) {
      while (next < mentions.size() && mentions.get(next).end() <= each.start()) {
        next++;
      }
      boolean named = next < mentions.size() && mentions.get(next).start() < each.end();
      if (each.start() >= end && !named) {
        kept.add(each);
        end = each.end();
      }
    }
    return kept;
  }

  private static boolean isWhole(char[] text, int start, int end) {
    if (text[start] >= 0x2E80) {
      return end == text.length || MAKES_NOUN.indexOf(text[end]) < 0;
    }
    return (start == 0 || !isWordPart(text[start - 1]))
        && (end == text.length || !isWordPart(text[end]));
  }

  private static boolean isWordPart(char character) {
    return character < 0x2E80 && Character.isLetterOrDigit(character)
        || character == '-'
        || character == '_'
        || character == '/';
  }
}
