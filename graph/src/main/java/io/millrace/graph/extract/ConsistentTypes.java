package io.millrace.graph.extract;

import io.millrace.graph.alias.AliasStatement;
import io.millrace.graph.mention.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One type for one name within a text: the one with the most confidence together. A name and its
 * other names, as the text states them, vote together. What has a normal form, or was named by a
 * dictionary, keeps its type, and gives it to the others.
 */
final class ConsistentTypes {
  private static final double DICTIONARY = 1_000;

  private final String text;
  private final Map<String, String> sameAs = new HashMap<>();

  private ConsistentTypes(String text, List<AliasStatement> statements) {
    this.text = text;
    for (AliasStatement each : statements) {
      String name = text.substring(each.nameStart(), each.nameEnd());
      String alias = text.substring(each.aliasStart(), each.aliasEnd());
      if (each.type() != null && !first(name).equals(first(alias))) {
        sameAs.put(first(alias), first(name));
      }
    }
  }

  /** The same names, with one type for each. */
  static List<Found> of(String text, List<Found> found, List<AliasStatement> statements) {
    return new ConsistentTypes(text, statements).apply(found);
  }

  /** The name that stands for all that are the same; no name leads back to itself. */
  private String first(String name) {
    String at = name;
    for (String next = sameAs.get(at); next != null; next = sameAs.get(at)) {
      at = next;
    }
    return at;
  }

  private static boolean isFixed(Found found) {
    return found.value() != null;
  }

  private List<Found> apply(List<Found> found) {
    Map<String, Map<String, Double>> votes = new HashMap<>();
    for (Found each : found) {
      votes
          .computeIfAbsent(key(each), absent -> new TreeMap<>())
          .merge(each.type(), isFixed(each) ? DICTIONARY : each.confidence(), Double::sum);
    }
    List<Found> consistent = new ArrayList<>(found.size());
    for (Found each : found) {
      Map<String, Double> types = votes.getOrDefault(key(each), Map.of());
      String best =
          types.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElse(each.type());
      consistent.add(
          isFixed(each) || best.equals(each.type())
              ? each
              : Found.name(
                  each.start(),
                  each.end(),
                  best,
                  each.confidence(),
                  each.rule() + ", as elsewhere"));
    }
    return consistent;
  }

  private String key(Found found) {
    return first(text.substring(found.start(), found.end()));
  }
}
