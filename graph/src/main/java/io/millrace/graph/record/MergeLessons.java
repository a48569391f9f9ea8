package io.millrace.graph.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Grows the clusters of known things, best pairs first, and takes down every merge that was tried:
 * right ones are made, wrong ones are not, so that each is one of pure clusters. For one thread.
 */
final class MergeLessons implements Linkage {
  /** Few things are known, and few of them can be mistaken for each other. */
  private static final double PENALTY = 30;

  private record Lesson(int a, int b, float[] features, boolean right) {}

  private final Consensus consensus;
  private final int[] things;
  private final List<Lesson> lessons = new ArrayList<>();

  /**
   * @param things what each record is of
   */
  MergeLessons(Consensus consensus, int[] things) {
    this.consensus = consensus;
    this.things = things;
  }

  @Override
  public double score(int a, int b, double sum, int count) {
    return sum / count;
  }

  @Override
  public boolean accepts(int a, int b, double sum, int count) {
    boolean right = things[a] == things[b];
    lessons.add(new Lesson(a, b, consensus.features(a, b, sum / count), right));
    return right;
  }

  @Override
  public void merged(int kept, int gone) {
    consensus.merged(kept, gone);
  }

  /** Learns from the merges both of whose things may be seen; without any, none is right. */
  PairScore learn(IntPredicate seen) {
    List<Lesson> own =
        lessons.stream()
            .filter(each -> seen.test(things[each.a]) && seen.test(things[each.b]))
            .toList();
    if (own.isEmpty()) {
      return features -> 0;
    }
    float[][] rows = new float[own.size()][];
    boolean[] labels = new boolean[own.size()];
    float[] weights = new float[own.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = own.get(i).features;
      labels[i] = own.get(i).right;
      weights[i] = 1;
    }
    return LogisticRegression.train(rows, labels, weights, PENALTY)::probability;
  }
}
