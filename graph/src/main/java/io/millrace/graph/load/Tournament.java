package io.millrace.graph.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Who writes which relationships when, so that no two writers ever touch the same node: each would
 * hold what the other waits for. Nodes fall into buckets by their ids, relationships into cells by
 * the buckets of both of their ends. As in a tournament where everybody meets everybody once, a
 * round has cells that share no bucket (the circle method of Lucas, Récréations mathématiques,
 * 1883). Cells within one bucket make the last round.
 *
 * @param buckets how many, an even number; half as many cells have a round in common
 */
record Tournament(int buckets) implements Serializable {
  Tournament {
    if (buckets < 2 || buckets % 2 != 0) {
      throw new IllegalArgumentException(
          "Cannot make a tournament of " + buckets + " buckets: their number must be even");
    }
  }

  /** How many cells there are. */
  int cells() {
    return buckets * (buckets + 1) / 2;
  }

  /** The cell of a relationship between two nodes. */
  int cell(String from, String to) {
    return meeting(bucket(from), bucket(to));
  }

  private int bucket(String id) {
    return Math.floorMod(id.hashCode(), buckets);
  }

  private static int meeting(int one, int other) {
    int high = Math.max(one, other);
    return high * (high + 1) / 2 + Math.min(one, other);
  }

  /** The cells round by round. */
  List<int[]> rounds() {
    List<int[]> rounds = new ArrayList<>();
    int circle = buckets - 1; // the last bucket stands in the middle
    for (int round = 0; round < circle; round++) {
      int[] cells = new int[buckets / 2];
      cells[0] = meeting(circle, round);
      for (int step = 1; step < cells.length; step++) {
        cells[step] = meeting((round + step) % circle, (round - step + circle) % circle);
      }
      rounds.add(cells);
    }
    int[] within = new int[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      within[bucket] = meeting(bucket, bucket);
    }
    rounds.add(within);
    return rounds;
  }
}
