package io.millrace.evaluation.extraction;

import io.millrace.graph.dictionary.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names that people labelled, as a dictionary: what a user's own list of names would be. */
public final class LabelledNames {
  /** Short Latin words are too often something else. */
  private static final int SHORTEST_LATIN = 4;

  private static final int SHORTEST = 2;

  private LabelledNames() {}

  /**
   * Each name with the type that it mostly has.
   *
   * @param types the data set's types → the extractor's; others are left out
   */
  public static Dictionary dictionary(List<LabelledText> texts, Map<String, String> types) {
    Map<String, Map<String, Integer>> votes = new HashMap<>();
    for (LabelledText text : texts) {
      for (LabelledText.Label label : text.spans()) {
        String name = text.text().substring(label.start(), label.end());
        String type = types.get(label.type());
        boolean latin = name.chars().allMatch(each -> each < 0x250);
        if (type != null && name.length() >= (latin ? SHORTEST_LATIN : SHORTEST)) {
          votes.computeIfAbsent(name, absent -> new TreeMap<>()).merge(type, 1, Integer::sum);
        }
      }
    }
    Map<String, String> names = new TreeMap<>();
    votes.forEach(
        (name, counts) ->
            counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .ifPresent(most -> names.put(name, most.getKey())));
    return Dictionary.of(names);
  }
}
