package io.millrace.graph.record;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Gradient-boosted regression trees for a probability: logistic loss, second-order leaf values
 * (Friedman 2001; Chen and Guestrin 2016), features cut into at most {@value #BINS} parts of equal
 * frequency.
 *
 * <p>A split of node I has the gain G_l²/(H_l+λ) + G_r²/(H_r+λ) - G²/(H+λ), with G and H the sums
 * of gradients p - y and second derivatives p(1 - p); a leaf's value is -η·G/(H+λ). A missing value
 * goes to the side with the larger gain. A tree sees one of {@value #FEATURES_A_TREE} features,
 * drawn with a fixed seed (Friedman 2002 draws rows): the same rows give the same trees. Immutable.
 */
final class BoostedTrees {
  private static final int BINS = 48;
  private static final int MISSING = 0;
  private static final int DEPTH = 4;
  private static final int WORTH_THREADS = 2_000;
  private static final int NODES = (1 << (DEPTH + 1)) - 1;
  private static final int INNER = (1 << DEPTH) - 1;
  private static final double LAMBDA = 2;
  private static final double LEAST_WEIGHT = 1.5;
  private static final double LEAST_GAIN = 0.05;
  private static final double RATE = 0.12;
  private static final int FEATURES_A_TREE = 3;

  /** A split sends values up to the threshold to the left; a node without one is a leaf. */
  private static final class Tree {
    private final int[] feature = new int[INNER];
    private final float[] threshold = new float[INNER];
    private final boolean[] missingLeft = new boolean[INNER];
    private final double[] value = new double[NODES];

    private double value(float[] row) {
      int node = 0;
      while (node < INNER && feature[node] >= 0) {
        float x = row[feature[node]];
        boolean left = Float.isNaN(x) ? missingLeft[node] : x <= threshold[node];
        node = 2 * node + (left ? 1 : 2);
      }
      return value[node];
    }
  }

  private record Split(int feature, int bin, boolean missingLeft, double gain) {
    private static final Split NONE = new Split(-1, 0, false, LEAST_GAIN);
  }

  private final double prior;
  private final Tree[] trees;

  private BoostedTrees(double prior, Tree[] trees) {
    this.prior = prior;
    this.trees = trees;
  }

  /**
   * Trains.
   *
   * @param rows one array of features each, NaN where missing
   * @param labels what each row is
   * @param weights how much each row counts
   * @param rounds how many trees
   */
  static BoostedTrees train(float[][] rows, boolean[] labels, float[] weights, int rounds) {
    int size = rows.length;
    float[][] cuts = cuts(rows);
    byte[][] bins = bins(rows, cuts);
    double positive = 0;
    double all = 0;
    for (int i = 0; i < size; i++) {
      positive += labels[i] ? weights[i] : 0;
      all += weights[i];
    }
    double prior = Math.log((positive + 0.5) / (all - positive + 0.5));
    Random random = new Random(0);
    double[] scores = new double[size];
    Arrays.fill(scores, prior);
    float[] gradients = new float[size];
    float[] curvatures = new float[size];
    Tree[] trees = new Tree[rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < size; i++) {
        double p = sigmoid(scores[i]);
        gradients[i] = (float) (weights[i] * (p - (labels[i] ? 1 : 0)));
        curvatures[i] = (float) (weights[i] * Math.max(1e-6, p * (1 - p)));
      }
      int[] features =
          IntStream.range(0, cuts.length)
              .filter(feature -> random.nextInt(FEATURES_A_TREE) == 0)
              .toArray();
      Growth growth = new Growth(new Tree(), features, bins, cuts, gradients, curvatures, scores);
      growth.grow(0, IntStream.range(0, size).toArray());
      trees[round] = growth.tree;
    }
    return new BoostedTrees(prior, trees);
  }

  double probability(float[] row) {
    double score = prior;
    for (Tree tree : trees) {
      score += tree.value(row);
    }
    return sigmoid(score);
  }

  private static double sigmoid(double score) {
    return 1 / (1 + Math.exp(-score));
  }

  private static float[][] cuts(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    return IntStream.range(0, width)
        .parallel()
        .mapToObj(
            feature -> {
              float[] values = new float[rows.length];
              int count = 0;
              for (float[] row : rows) {
                if (!Float.isNaN(row[feature])) {
                  values[count++] = row[feature];
                }
              }
              return cuts(Arrays.copyOf(values, count));
            })
        .toArray(float[][]::new);
  }

  /** Upper ends of the parts, each a value that occurs; the last part has none. */
  private static float[] cuts(float[] values) {
    Arrays.sort(values);
    float[] cuts = new float[BINS];
    int count = 0;
    for (int part = 1; part < BINS && values.length > 0; part++) {
      float cut = values[(int) ((long) part * (values.length - 1) / BINS)];
      if (cut < values[values.length - 1] && (count == 0 || cut > cuts[count - 1])) {
        cuts[count++] = cut;
      }
    }
    return Arrays.copyOf(cuts, count);
  }

  private static byte[][] bins(float[][] rows, float[][] cuts) {
    return IntStream.range(0, cuts.length)
        .parallel()
        .mapToObj(
            feature -> {
              byte[] bins = new byte[rows.length];
              for (int i = 0; i < rows.length; i++) {
                float x = rows[i][feature];
                int place = Float.isNaN(x) ? -1 : Arrays.binarySearch(cuts[feature], x);
                int part = place < 0 ? -place - 1 : place;
                bins[i] = (byte) (Float.isNaN(x) ? MISSING : part + 1);
              }
              return bins;
            })
        .toArray(byte[][]::new);
  }

  /** One tree while it grows. */
  private record Growth(
      Tree tree,
      int[] features,
      byte[][] bins,
      float[][] cuts,
      float[] gradients,
      float[] curvatures,
      double[] scores) {

    private void grow(int node, int[] rows) {
      double gradient = 0;
      double curvature = 0;
      for (int row : rows) {
        gradient += gradients[row];
        curvature += curvatures[row];
      }
      Split split = node < INNER ? split(rows, gradient, curvature) : Split.NONE;
      if (node < INNER) {
        tree.feature[node] = split.feature;
      }
      if (split.feature < 0) {
        tree.value[node] = -RATE * gradient / (curvature + LAMBDA);
        for (int row : rows) {
          scores[row] += tree.value[node];
        }
        return;
      }
      tree.threshold[node] = cuts[split.feature][split.bin - 1];
      tree.missingLeft[node] = split.missingLeft;
      byte[] column = bins[split.feature];
      int[] left = new int[rows.length];
      int[] right = new int[rows.length];
      int lefts = 0;
      int rights = 0;
      for (int row : rows) {
        if (column[row] == MISSING ? split.missingLeft : column[row] <= split.bin) {
          left[lefts++] = row;
        } else {
          right[rights++] = row;
        }
      }
      grow(2 * node + 1, Arrays.copyOf(left, lefts));
      grow(2 * node + 2, Arrays.copyOf(right, rights));
    }

    /** The split with the highest gain, of equal ones the first feature's. */
    private Split split(int[] rows, double gradient, double curvature) {
      IntStream stream = Arrays.stream(features);
      return (rows.length < WORTH_THREADS ? stream : stream.parallel())
          .mapToObj(feature -> split(feature, rows, gradient, curvature))
          .reduce(Split.NONE, (best, next) -> next.gain > best.gain ? next : best);
    }

    private Split split(int feature, int[] rows, double gradient, double curvature) {
      double[] g = new double[BINS + 2];
      double[] h = new double[BINS + 2];
      byte[] column = bins[feature];
      for (int row : rows) {
        g[column[row]] += gradients[row];
        h[column[row]] += curvatures[row];
      }
      Split best = Split.NONE;
      double whole = gradient * gradient / (curvature + LAMBDA);
      double leftG = 0;
      double leftH = 0;
      for (int bin = 1; bin <= cuts[feature].length; bin++) {
        leftG += g[bin];
        leftH += h[bin];
        for (int side = 0; side < 2; side++) {
          double lg = leftG + side * g[MISSING];
          double lh = leftH + side * h[MISSING];
          double rg = gradient - lg;
          double rh = curvature - lh;
          if (lh >= LEAST_WEIGHT && rh >= LEAST_WEIGHT) {
            double gain = lg * lg / (lh + LAMBDA) + rg * rg / (rh + LAMBDA) - whole;
            if (gain > best.gain) {
              best = new Split(feature, bin, side == 1, gain);
            }
          }
        }
      }
      return best;
    }
  }
}
