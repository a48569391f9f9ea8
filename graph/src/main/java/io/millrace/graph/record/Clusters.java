package io.millrace.graph.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Clusters while they grow, each named by its smallest record. Equal scores are decided by these
 * names, so that the result depends on the pairs alone. m pairs cost O(m log² m).
 */
final class Clusters {
  /** Scores between two clusters. */
  private static final class Link {
    private double sum;
    private int count;

    private void add(double more, int times) {
      sum += more;
      count += times;
    }
  }

  private record Merge(double score, int a, int b, int age) {}

  /**
   * A merge that was made.
   *
   * @param score of the two clusters
   */
  record Step(double score, int a, int b) {}

  private static final Comparator<Merge> BEST =
      Comparator.comparingDouble(Merge::score)
          .reversed()
          .thenComparingInt(Merge::a)
          .thenComparingInt(Merge::b);

  private final int[] parent;
  private final boolean[][] sources;
  private final Map<Integer, Set<Integer>> different = new HashMap<>();
  private final boolean oneOfEach;
  private final List<Step> steps = new ArrayList<>();

  /**
   * Every record alone.
   *
   * @param size how many records
   * @param second where the second table's records begin
   * @param oneOfEach whether a cluster has at most one record of each table
   */
  Clusters(int size, int second, boolean oneOfEach) {
    this.parent = IntStream.range(0, size).toArray();
    this.oneOfEach = oneOfEach;
    this.sources = new boolean[oneOfEach ? size : 0][];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = new boolean[] {i < second, i >= second};
    }
  }

  /** Forbids that two records ever are in one cluster. */
  void forbid(int a, int b) {
    int x = find(a);
    int y = find(b);
    different.computeIfAbsent(x, absent -> new HashSet<>()).add(y);
    different.computeIfAbsent(y, absent -> new HashSet<>()).add(x);
  }

  /** Whether two records are in one cluster. */
  boolean merged(int a, int b) {
    return find(a) == find(b);
  }

  /** Whether two records' clusters may be one. */
  boolean mayMerge(int a, int b) {
    int x = find(a);
    int y = find(b);
    if (x == y) {
      return true;
    }
    Set<Integer> forbidden = different.get(x);
    if (forbidden != null && forbidden.contains(y)) {
      return false;
    }
    return !oneOfEach || !(sources[x][0] && sources[y][0]) && !(sources[x][1] && sources[y][1]);
  }

  /** Makes two records' clusters one, whose name is returned. */
  int merge(int a, int b) {
    int x = find(a);
    int y = find(b);
    if (x == y) {
      return x;
    }
    int kept = Math.min(x, y);
    int gone = Math.max(x, y);
    parent[gone] = kept;
    if (oneOfEach) {
      sources[kept][0] |= sources[gone][0];
      sources[kept][1] |= sources[gone][1];
    }
    Set<Integer> forbidden = different.remove(gone);
    if (forbidden != null) {
      for (int other : forbidden) {
        different.computeIfAbsent(kept, absent -> new HashSet<>()).add(other);
        Set<Integer> back = different.computeIfAbsent(other, absent -> new HashSet<>());
        back.remove(gone);
        back.add(kept);
      }
    }
    return kept;
  }

  /**
   * The merges that {@link #take} and {@link #link} made, in their order. Those of a higher
   * threshold are the first of these, up to the first with a lower score.
   */
  List<Step> steps() {
    return steps;
  }

  /** The smallest record of each record's cluster. */
  int[] names() {
    return IntStream.range(0, parent.length).map(this::find).toArray();
  }

  /** Takes pairs from the best down to the threshold, as far as they may be. */
  void take(ScoredPairs pairs, double threshold) {
    IntStream.range(0, pairs.scores().length)
        .filter(i -> pairs.scores()[i] >= threshold)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> -pairs.scores()[i])
                .thenComparingInt(i -> pairs.left()[i])
                .thenComparingInt(i -> pairs.right()[i]))
        .forEach(
            i -> {
              if (!merged(pairs.left()[i], pairs.right()[i])
                  && mayMerge(pairs.left()[i], pairs.right()[i])) {
                steps.add(new Step(pairs.scores()[i], pairs.left()[i], pairs.right()[i]));
                merge(pairs.left()[i], pairs.right()[i]);
              }
            });
  }

  /**
   * Agglomeration on a sparse graph: the two clusters with the highest score merge, until none
   * reaches the threshold. Clusters between which there is no pair are never scored.
   */
  void link(ScoredPairs pairs, double threshold, Linkage linkage) {
    Map<Integer, Map<Integer, Link>> links = new HashMap<>();
    for (int i = 0; i < pairs.scores().length; i++) {
      int a = find(pairs.left()[i]);
      int b = find(pairs.right()[i]);
      if (a != b) {
        Link link =
            links
                .computeIfAbsent(a, absent -> new TreeMap<>())
                .computeIfAbsent(b, absent -> new Link());
        links.computeIfAbsent(b, absent -> new TreeMap<>()).put(a, link);
        link.add(pairs.scores()[i], 1);
      }
    }
    int[] ages = new int[parent.length];
    PriorityQueue<Merge> queue = new PriorityQueue<>(BEST);
    links.forEach(
        (a, others) ->
            others.forEach(
                (b, link) -> {
                  if (a < b) {
                    offer(queue, a, b, link, threshold, linkage, ages);
                  }
                }));
    while (true) {
      Merge next = queue.poll();
      if (next == null) {
        return;
      }
      boolean current = ages[next.a] + ages[next.b] == next.age && isName(next.a) && isName(next.b);
      if (!current || !mayMerge(next.a, next.b)) {
        continue;
      }
      Link best = links.getOrDefault(next.a, Map.of()).get(next.b);
      if (best == null || !linkage.accepts(next.a, next.b, best.sum, best.count)) {
        continue;
      }
      steps.add(new Step(next.score, next.a, next.b));
      int kept = merge(next.a, next.b);
      int gone = next.a == kept ? next.b : next.a;
      linkage.merged(kept, gone);
      ages[kept] = ages[next.a] + ages[next.b] + 1;
      Map<Integer, Link> own = links.computeIfAbsent(kept, absent -> new TreeMap<>());
      Map<Integer, Link> moved = links.remove(gone);
      own.remove(gone);
      if (moved != null) {
        moved.remove(kept);
        moved.forEach((other, link) -> move(links, own, other, gone, kept, link));
      }
      own.forEach((other, link) -> offer(queue, kept, other, link, threshold, linkage, ages));
    }
  }

  private static void move(
      Map<Integer, Map<Integer, Link>> links,
      Map<Integer, Link> own,
      int other,
      int gone,
      int kept,
      Link link) {
    Map<Integer, Link> back = links.get(other);
    if (back == null) {
      return;
    }
    back.remove(gone);
    @Nullable Link before = own.get(other);
    if (before == null) {
      own.put(other, link);
      back.put(kept, link);
    } else {
      before.add(link.sum, link.count);
    }
  }

  private void offer(
      PriorityQueue<Merge> queue,
      int a,
      int b,
      Link link,
      double threshold,
      Linkage linkage,
      int[] ages) {
    double score = linkage.score(Math.min(a, b), Math.max(a, b), link.sum, link.count);
    if (score >= threshold) {
      queue.add(new Merge(score, Math.min(a, b), Math.max(a, b), ages[a] + ages[b]));
    }
  }

  private boolean isName(int record) {
    return parent[record] == record;
  }

  private int find(int record) {
    int root = record;
    while (parent[root] != root) {
      root = parent[root];
    }
    int each = record;
    while (parent[each] != root) {
      int next = parent[each];
      parent[each] = root;
      each = next;
    }
    return root;
  }
}
