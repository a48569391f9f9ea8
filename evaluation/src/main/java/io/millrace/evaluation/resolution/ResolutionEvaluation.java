package io.millrace.evaluation.resolution;

import io.millrace.evaluation.extraction.Counts;
import io.millrace.graph.record.CandidatePairs;
import io.millrace.graph.record.Pins;
import io.millrace.graph.record.RecordCluster;
import io.millrace.graph.record.RecordKey;
import io.millrace.graph.record.RecordMatcher;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns from one part of the things and judges the clusters of the others. All records are
 * resolved together, so that a judged one has as many to be mistaken for as in use; what was
 * learned from is not told again, and a judged record in one cluster with another part's is wrong.
 */
public final class ResolutionEvaluation {
  private static final double NANOSECONDS = 1e9;

  private final MatchedRecords records;
  private final CandidatePairs pairs;
  private final double candidateSeconds;

  /** Finds candidate pairs among the records. */
  public ResolutionEvaluation(MatchedRecords records) {
    long start = System.nanoTime();
    this.records = records;
    this.pairs = records.candidates();
    this.candidateSeconds = secondsSince(start);
  }

  /** The pairs that are compared. */
  public CandidatePairs candidates() {
    return pairs;
  }

  /** How many pairs are compared for each record. */
  public double candidatesARecord() {
    return (double) pairs.size() / Math.max(1, pairs.keys().size());
  }

  /** Time to prepare records and find candidates. */
  public double candidateSeconds() {
    return candidateSeconds;
  }

  /**
   * Learns from a share of the records and judges the others.
   *
   * @param share of the records to learn from, above 0 and below 1
   * @param seed deals things to the halves
   * @throws IllegalArgumentException where the labels are too few to learn from
   */
  public ResolutionScore trained(double share, long seed) {
    Halves halves = Halves.of(records.things(), share, seed);
    Map<RecordKey, String> labels = new HashMap<>();
    halves.train().forEach((key, thing) -> labels.put(key, thing.toString()));
    long start = System.nanoTime();
    RecordMatcher matcher = RecordMatcher.train(pairs, labels, seed);
    return judge(matcher, halves.test(), seed, secondsSince(start));
  }

  /** Learns nothing and judges all records. */
  public ResolutionScore untrained() {
    long start = System.nanoTime();
    RecordMatcher matcher = RecordMatcher.untrained(pairs);
    return judge(matcher, records.things(), 0, secondsSince(start));
  }

  private ResolutionScore judge(
      RecordMatcher matcher, Map<RecordKey, RecordKey> test, long seed, double learnSeconds) {
    long start = System.nanoTime();
    List<RecordCluster> clusters = matcher.resolve(pairs, Pins.NONE);
    double resolveSeconds = secondsSince(start);
    Map<RecordKey, Set<RecordKey>> wanted = new HashMap<>();
    test.forEach((key, thing) -> wanted.computeIfAbsent(thing, absent -> new HashSet<>()).add(key));
    Judgement judgement = new Judgement(wanted);
    clusters.forEach(cluster -> judgement.add(cluster, test));
    long found = 0;
    for (int pair = 0; pair < pairs.size(); pair++) {
      RecordKey thing = test.get(pairs.keys().get(pairs.left(pair)));
      if (thing != null && thing.equals(test.get(pairs.keys().get(pairs.right(pair))))) {
        found++;
      }
    }
    Counts counts = judgement.pairs();
    long all = counts.right() + counts.missed();
    return new ResolutionScore(
        seed,
        records.things().size() - test.size(),
        test.size(),
        wanted.size(),
        counts,
        judgement.bCubed(),
        judgement.clusters(),
        all == 0 ? 1 : (double) found / all,
        matcher.grouping(),
        matcher.threshold(),
        learnSeconds,
        resolveSeconds);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / NANOSECONDS;
  }
}
