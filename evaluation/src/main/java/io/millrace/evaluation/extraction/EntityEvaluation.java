package io.millrace.evaluation.extraction;

import io.millrace.core.table.Mention;
import io.millrace.graph.extract.Extractor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names found against names labelled, as CoNLL-2003 does: right is what has the same start, the
 * same end and the same type. Types of the data set are mapped to the extractor's; what the mapping
 * leaves out is judged on neither side, and so are types that the data set does not label, such as
 * dates.
 */
public final class EntityEvaluation {
  private final Extractor extractor;
  private final Map<String, String> types;

  /**
   * What was found.
   *
   * @param texts how many texts
   * @param all all types together
   * @param byType each type, by the extractor's name
   * @param textsASecond how many texts a second of wall-clock time one thread examined
   */
  public record Result(int texts, Counts all, Map<String, Counts> byType, double textsASecond) {
    public Result {
      byType = new TreeMap<>(byType);
    }
  }

  private record Key(int start, int end, String type) {}

  /**
   * An evaluation.
   *
   * @param types the data set's types → the extractor's
   */
  public EntityEvaluation(Extractor extractor, Map<String, String> types) {
    this.extractor = extractor;
    this.types = Map.copyOf(types);
  }

  /** Examines all texts, by one thread. */
  public Result run(List<LabelledText> texts) {
    Map<String, Counts> byType = new TreeMap<>();
    Set<String> judged = Set.copyOf(types.values());
    var unused = extractor.extract("", texts.get(0).text()); // lists are read once
    long nanos = 0;
    for (LabelledText text : texts) {
      long before = System.nanoTime();
      List<Mention> mentions = extractor.extract("", text.text()).mentions();
      nanos += System.nanoTime() - before;
      Set<Key> labelled = new HashSet<>();
      for (LabelledText.Label label : text.spans()) {
        String type = types.get(label.type());
        if (type != null) {
          labelled.add(new Key(label.start(), label.end(), type));
        }
      }
      Set<Key> found = new HashSet<>();
      for (Mention mention : mentions) {
        if (judged.contains(mention.type())) {
          found.add(new Key(mention.start(), mention.end(), mention.type()));
        }
      }
      for (Key key : labelled) {
        add(byType, key.type(), found.contains(key) ? new Counts(1, 0, 0) : new Counts(0, 0, 1));
      }
      for (Key key : found) {
        if (!labelled.contains(key)) {
          add(byType, key.type(), new Counts(0, 1, 0));
        }
      }
    }
    Counts all = byType.values().stream().reduce(Counts.NONE, Counts::plus);
    return new Result(texts.size(), all, byType, texts.size() / (nanos / 1e9));
  }

  private static void add(Map<String, Counts> counts, String type, Counts more) {
    counts.merge(type, more, Counts::plus);
  }
}
