package io.millrace.evaluation.resolution;

import io.millrace.evaluation.extraction.Counts;
import io.millrace.graph.record.RecordCluster;
import io.millrace.graph.record.RecordKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts what clusters have in common with the things of judged records. For one thread. */
final class Judgement {
  private final Map<RecordKey, Set<RecordKey>> things;
  private final long wantedPairs;
  private long rightPairs;
  private long proposedPairs;
  private long exact;
  private long judgedClusters;
  private long judged;
  private double precisions;
  private double recalls;

  /** Takes each thing with its records, all of which are judged. */
  Judgement(Map<RecordKey, Set<RecordKey>> things) {
    this.things = things;
    this.wantedPairs = things.values().stream().mapToLong(own -> pairs(own.size())).sum();
  }

  /**
   * Adds a cluster.
   *
   * @param test the thing of each judged record
   */
  void add(RecordCluster cluster, Map<RecordKey, RecordKey> test) {
    Map<RecordKey, Long> common = new HashMap<>();
    for (RecordKey key : cluster.records()) {
      RecordKey thing = test.get(key);
      if (thing != null) {
        common.merge(thing, 1L, Long::sum);
      }
    }
    if (common.isEmpty()) {
      return;
    }
    long size = cluster.records().size();
    long own = common.values().stream().mapToLong(Long::longValue).sum();
    proposedPairs += pairs(size) - pairs(size - own);
    judgedClusters++;
    judged += own;
    common.forEach(
        (thing, count) -> {
          int all = things.getOrDefault(thing, Set.of()).size();
          rightPairs += pairs(count);
          precisions += (double) count * count / size;
          recalls += (double) count * count / all;
          exact += count == size && count == all ? 1 : 0;
        });
  }

  Counts pairs() {
    return new Counts(rightPairs, proposedPairs - rightPairs, wantedPairs - rightPairs);
  }

  ResolutionScore.BCubed bCubed() {
    return new ResolutionScore.BCubed(
        judged == 0 ? 0 : precisions / judged, judged == 0 ? 0 : recalls / judged);
  }

  Counts clusters() {
    return new Counts(exact, judgedClusters - exact, things.size() - exact);
  }

  private static long pairs(long size) {
    return size * (size - 1) / 2;
  }
}
