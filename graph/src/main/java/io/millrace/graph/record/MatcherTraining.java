package io.millrace.graph.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Learns a score from candidate pairs of known records, and of merges, and chooses the learner, the
 * grouping and the threshold by cross-validation: things, not pairs, are dealt to {@value #PARTS}
 * parts; a pair is scored by trees that saw no record of its two things.
 */
final class MatcherTraining {
  /** Fewer pairs of one thing teach nothing. */
  static final int LEAST_PAIRS = 10;

  private static final int PARTS = 3;
  private static final int MOST_PAIRS = 60_000;
  private static final int THRESHOLDS = 49;

  private final CandidatePairs candidates;
  private final int[] things;
  private final long seed;
  private final int[] pairs;
  private final float[][] rows;
  private final boolean[] same;
  private final int[] sizes;

  /**
   * @param candidates among all records
   * @param things what each record is of; negative where it is not known
   * @param seed of the parts
   */
  MatcherTraining(CandidatePairs candidates, int[] things, long seed) {
    this.candidates = candidates;
    this.things = things;
    this.seed = seed;
    this.pairs =
        IntStream.range(0, candidates.size())
            .filter(pair -> left(pair) >= 0 && right(pair) >= 0)
            .toArray();
    PairFeatures features = candidates.features();
    this.rows = Arrays.stream(pairs).parallel().mapToObj(features::of).toArray(float[][]::new);
    this.sizes = new int[Arrays.stream(things).max().orElse(-1) + 1];
    Arrays.stream(things).filter(thing -> thing >= 0).forEach(thing -> sizes[thing]++);
    this.same = new boolean[pairs.length];
    int positive = 0;
    for (int i = 0; i < pairs.length; i++) {
      same[i] = left(pairs[i]) == right(pairs[i]);
      positive += same[i] ? 1 : 0;
    }
    if (positive < LEAST_PAIRS || positive == pairs.length) {
      throw new IllegalArgumentException(
          "Cannot learn from %d pairs of one thing and %d of two: at least %d and 1 are needed"
              .formatted(positive, pairs.length - positive, LEAST_PAIRS));
    }
  }

  RecordMatcher run() {
    int[] parts = parts();
    Learner best = Learner.FEW_TREES;
    float[] scores = new float[0];
    double least = Double.MAX_VALUE;
    for (Learner learner : Learner.values()) {
      float[] found = scores(learner, parts);
      double loss = loss(found);
      if (loss < least) {
        least = loss;
        best = learner;
        scores = found;
      }
    }
    return choose(scores, model(i -> true, best), parts);
  }

  /** Each pair's score by a model that saw no record of its two things. */
  private float[] scores(Learner learner, int[] parts) {
    float[] scores = new float[pairs.length];
    for (int part = 0; part < PARTS; part++) {
      int hidden = part;
      PairScore model =
          model(i -> parts[left(pairs[i])] != hidden && parts[right(pairs[i])] != hidden, learner);
      IntStream.range(0, pairs.length)
          .parallel()
          .filter(i -> parts[left(pairs[i])] == hidden)
          .forEach(i -> scores[i] = (float) model.of(rows[i]));
    }
    return scores;
  }

  /** The grouping and threshold with the best pairwise F1 of the known records' clusters. */
  private RecordMatcher choose(float[] scores, PairScore score, int[] parts) {
    ScoredPairs scored =
        new ScoredPairs(
            Arrays.stream(pairs).map(pair -> candidates.left[pair]).toArray(),
            Arrays.stream(pairs).map(pair -> candidates.right[pair]).toArray(),
            PairScore.onScale(scores));
    MergeLessons lessons = new MergeLessons(consensus(), things);
    if (!candidates.twoTables()) {
      Grouping.CONSENSUS.cluster(start(Grouping.CONSENSUS), scored, Linkage.LEAST_MEAN, lessons);
    }
    PairScore[] unseen = new PairScore[PARTS];
    for (int part = 0; part < PARTS; part++) {
      int hidden = part;
      unseen[part] = lessons.learn(thing -> parts[thing] != hidden);
    }
    Grouping grouping = Grouping.of(candidates.twoTables()).get(0);
    double threshold = 0.5;
    double best = -1;
    for (Grouping tried : Grouping.of(candidates.twoTables())) {
      double[] f1 = f1(tried, scored, thing -> unseen[parts[thing]]);
      for (int i = 0; i < f1.length; i++) {
        // The mean with both neighbours: a single high value is chance.
        double mean = (f1[Math.max(0, i - 1)] + f1[i] + f1[Math.min(f1.length - 1, i + 1)]) / 3;
        if (mean > best) {
          best = mean;
          grouping = tried;
          threshold = threshold(i);
        }
      }
    }
    return new RecordMatcher(
        candidates.fields(), score, lessons.learn(thing -> true), grouping, threshold);
  }

  private Clusters start(Grouping grouping) {
    return grouping.start(things.length, candidates.records.second);
  }

  private Consensus consensus() {
    return new Consensus(candidates.records, IntStream.range(0, things.length).toArray());
  }

  /** Evenly spread, from the highest threshold to the lowest. */
  private static double threshold(int step) {
    return 1 - (step + 1.0) / (THRESHOLDS + 1);
  }

  /** At each threshold, by making the merges of the lowest one again. */
  private double[] f1(Grouping grouping, ScoredPairs scored, IntFunction<PairScore> merges) {
    Clusters grown = start(grouping);
    grouping.cluster(
        grown,
        scored,
        threshold(THRESHOLDS - 1),
        new ConsensusLinkage(consensus(), name -> merges.apply(things[name])));
    Iterator<Clusters.Step> steps = grown.steps().iterator();
    Clusters again = start(grouping);
    Clusters.Step next = steps.hasNext() ? steps.next() : null;
    double[] f1 = new double[THRESHOLDS];
    for (int i = 0; i < THRESHOLDS; i++) {
      while (next != null && next.score() >= threshold(i)) {
        again.merge(next.a(), next.b());
        next = steps.hasNext() ? steps.next() : null;
      }
      f1[i] = f1(PairAgreement.of(again.names(), things));
    }
    return f1;
  }

  /**
   * The F1 to expect among all records. Of a known record's own kind all are known; of those that
   * it can be mistaken for only the known share is, so that wrong pairs count by its inverse.
   */
  private double f1(PairAgreement agreement) {
    double known = Arrays.stream(things).filter(thing -> thing >= 0).count();
    double wrong = (agreement.proposed() - agreement.common()) * things.length / known;
    return agreement.common() == 0
        ? 0
        : 2.0 * agreement.common() / (agreement.common() + wrong + agreement.actual());
  }

  /** A model from the pairs that a part may see; of very many, an evenly spread choice. */
  private PairScore model(IntPredicate seen, Learner learner) {
    int[] all = IntStream.range(0, pairs.length).filter(seen).toArray();
    int kept = Math.min(MOST_PAIRS, all.length);
    int[] chosen =
        IntStream.range(0, kept).map(i -> all[(int) ((long) i * all.length / kept)]).toArray();
    float[][] chosenRows = new float[kept][];
    boolean[] labels = new boolean[kept];
    float[] weights = new float[kept];
    for (int i = 0; i < kept; i++) {
      chosenRows[i] = rows[chosen[i]];
      labels[i] = same[chosen[i]];
      weights[i] = weight(pairs[chosen[i]]);
    }
    return learner.learn(chosenRows, labels, weights);
  }

  /** Less for each pair of things with many, so that few large things do not teach all. */
  private float weight(int pair) {
    return (float) (1 / Math.sqrt((double) sizes[left(pair)] * sizes[right(pair)]));
  }

  /** Each thing's part. */
  private int[] parts() {
    int count = sizes.length;
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    int[] parts = new int[count];
    for (int i = 0; i < count; i++) {
      parts[order.get(i)] = i % PARTS;
    }
    return parts;
  }

  private double loss(float[] scores) {
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      double likelihood = same[i] ? scores[i] : 1 - scores[i];
      loss -= weight(pairs[i]) * Math.log(Math.max(1e-6, likelihood));
    }
    return loss;
  }

  private int left(int pair) {
    return things[candidates.left[pair]];
  }

  private int right(int pair) {
    return things[candidates.right[pair]];
  }
}
