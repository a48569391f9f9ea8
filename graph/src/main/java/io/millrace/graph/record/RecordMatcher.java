package io.millrace.graph.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves records: scores candidate pairs and makes clusters of them, from labelled records or
 * without any. The same set of records and pins gives the same clusters, in whatever order they
 * came. Immutable, for any number of threads.
 */
public final class RecordMatcher {
  private final List<String> fields;
  private final PairScore score;
  private final PairScore merges;
  private final Grouping grouping;
  private final double threshold;

  RecordMatcher(
      List<String> fields, PairScore score, PairScore merges, Grouping grouping, double threshold) {
    this.fields = fields;
    this.score = score;
    this.merges = merges;
    this.grouping = grouping;
    this.threshold = threshold;
  }

  /**
   * Learns from records whose things are known. Score, threshold and grouping are chosen by
   * cross-validation among these records alone; what the other records hold counts only in how rare
   * words are and how many candidates a record has.
   *
   * @param pairs candidates among all records
   * @param things what the known records are of, by any names
   * @param seed deals things to the parts of the cross-validation
   * @throws IllegalArgumentException where the known records have too few pairs of one thing among
   *     the candidates, or none of two
   */
  public static RecordMatcher train(
      CandidatePairs pairs, Map<RecordKey, String> things, long seed) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] labels = pairs.keys().stream().mapToInt(key -> label(things.get(key), numbers)).toArray();
    return new MatcherTraining(pairs, labels, seed).run();
  }

  /** The number of a thing, in the order of their first records; -1 for none. */
  private static int label(@Nullable String thing, Map<String, Integer> numbers) {
    if (thing == null) {
      return -1;
    }
    Integer known = numbers.putIfAbsent(thing, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  /** What can be told without labels. */
  public static RecordMatcher untrained(CandidatePairs pairs) {
    return new RecordMatcher(
        pairs.fields(),
        pairs.features()::unlearned,
        features -> 0,
        pairs.twoTables() ? Grouping.ONE_TO_ONE : Grouping.AVERAGE_LINKAGE,
        PairScore.UNTRAINED_THRESHOLD);
  }

  /** The score from which on records belong together. */
  public double threshold() {
    return threshold;
  }

  /** How clusters are made. */
  public Grouping grouping() {
    return grouping;
  }

  /**
   * Clusters records; every record is in exactly one cluster, sorted by name.
   *
   * @throws IllegalArgumentException where the candidates have other fields than those learned
   *     from, a pin names a record that there is not, or pins contradict each other
   */
  public List<RecordCluster> resolve(CandidatePairs pairs, Pins pins) {
    if (!pairs.fields().equals(fields)) {
      throw new IllegalArgumentException(
          "Cannot resolve records with the fields %s: the matcher was made for %s"
              .formatted(pairs.fields(), fields));
    }
    PairFeatures features = pairs.features();
    float[] scores = new float[pairs.size()];
    IntStream.range(0, scores.length)
        .parallel()
        .forEach(pair -> scores[pair] = (float) score.of(features.of(pair)));
    Clusters clusters = grouping.start(pairs.keys().size(), pairs.records.second);
    pin(clusters, pairs.keys(), pins);
    grouping.cluster(
        clusters,
        new ScoredPairs(pairs.left, pairs.right, PairScore.onScale(scores)),
        threshold,
        new ConsensusLinkage(new Consensus(pairs.records, clusters.names()), name -> merges));
    int[] names = clusters.names();
    Map<Integer, List<RecordKey>> members = new TreeMap<>();
    for (int i = 0; i < names.length; i++) {
      members.computeIfAbsent(names[i], absent -> new ArrayList<>()).add(pairs.keys().get(i));
    }
    return members.values().stream()
        .map(records -> new RecordCluster(records.get(0), records))
        .toList();
  }

  private static void pin(Clusters clusters, List<RecordKey> keys, Pins pins) {
    Map<RecordKey, Integer> numbers = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      numbers.put(keys.get(i), i);
    }
    for (Pins.Pair pair : pins.same()) {
      clusters.merge(number(pair.first(), numbers), number(pair.second(), numbers));
    }
    for (Pins.Pair pair : pins.different()) {
      int a = number(pair.first(), numbers);
      int b = number(pair.second(), numbers);
      if (clusters.merged(a, b)) {
        throw new IllegalArgumentException(
            "Cannot keep %s and %s apart: other pins make them one"
                .formatted(pair.first(), pair.second()));
      }
      clusters.forbid(a, b);
    }
  }

  private static int number(RecordKey key, Map<RecordKey, Integer> numbers) {
    Integer number = numbers.get(key);
    if (number == null) {
      throw new IllegalArgumentException("Cannot pin " + key + ": there is no such record");
    }
    return number;
  }
}
