package io.millrace.graph.element;

import io.millrace.core.table.Mention;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How one document uses one name. */
final class MentionedName {
  private final Set<Integer> starts = new HashSet<>();
  private final Map<String, Integer> written = new TreeMap<>();
  private String chunk = "";
  private int start = Integer.MAX_VALUE;
  private int end;
  private double confidence;

  /** A name that stands in the metadata, not in the text. */
  static MentionedName inMetadata(String name) {
    MentionedName mentioned = new MentionedName();
    mentioned.written.put(name, 1);
    mentioned.starts.add(0);
    mentioned.start = 0;
    mentioned.confidence = 1;
    return mentioned;
  }

  void add(Passage passage, Mention mention) {
    confidence = Math.max(confidence, mention.confidence());
    int at = passage.start() + mention.start();
    if (starts.add(at)) {
      written.merge(mention.text(), 1, Integer::sum);
      if (at < start) {
        start = at;
        end = passage.start() + mention.end();
        chunk = passage.chunk();
      }
    }
  }

  Map<String, Object> properties(String form, List<String> groups) {
    String name =
        written.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
            .orElseThrow()
            .getKey();
    Map<String, Object> properties = new TreeMap<>();
    properties.put("form", form);
    properties.put("name", name);
    properties.put("count", (long) starts.size());
    properties.put("chunk", chunk);
    properties.put("start", (long) start);
    properties.put("end", (long) end);
    properties.put("confidence", confidence);
    properties.put("groups", groups);
    return properties;
  }
}
