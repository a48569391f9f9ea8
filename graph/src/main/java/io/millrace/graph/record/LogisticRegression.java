package io.millrace.graph.record;

import java.util.stream.IntStream;

/**
 * Logistic regression with an L2 penalty, fitted by Newton's method (iteratively reweighted least
 * squares). Features are centred and scaled by their standard deviations and cut off at {@value
 * #FARTHEST} of them; a missing one counts as the mean. Immutable.
 */
final class LogisticRegression {
  private static final double FARTHEST = 3;
  private static final int STEPS = 12;
  private static final double SMALL_STEP = 1e-4;

  private final double[] means;
  private final double[] scales;
  private final double[] weights;

  private LogisticRegression(double[] means, double[] scales, double[] weights) {
    this.means = means;
    this.scales = scales;
    this.weights = weights;
  }

  /**
   * Fits.
   *
   * @param rows one array of features each, NaN where missing
   * @param labels what each row is
   * @param counts how much each row counts
   * @param penalty half of it times the sum of squared weights is added to the loss
   */
  static LogisticRegression train(
      float[][] rows, boolean[] labels, float[] counts, double penalty) {
    int width = rows[0].length;
    double[] means = new double[width];
    double[] scales = new double[width];
    for (int feature = 0; feature < width; feature++) {
      scale(rows, counts, feature, means, scales);
    }
    LogisticRegression model = new LogisticRegression(means, scales, new double[width + 1]);
    double[][] inputs = new double[rows.length][];
    IntStream.range(0, rows.length).parallel().forEach(i -> inputs[i] = model.input(rows[i]));
    for (int step = 0; step < STEPS; step++) {
      if (model.step(inputs, labels, counts, penalty) < SMALL_STEP) {
        break;
      }
    }
    return model;
  }

  double probability(float[] row) {
    return probability(input(row));
  }

  private double probability(double[] input) {
    double score = 0;
    for (int i = 0; i < input.length; i++) {
      score += weights[i] * input[i];
    }
    return 1 / (1 + Math.exp(-score));
  }

  /** Scaled features, and 1 for the constant. */
  private double[] input(float[] row) {
    double[] input = new double[row.length + 1];
    for (int i = 0; i < row.length; i++) {
      double x = Float.isNaN(row[i]) || scales[i] == 0 ? 0 : (row[i] - means[i]) / scales[i];
      input[i] = Math.max(-FARTHEST, Math.min(FARTHEST, x));
    }
    input[row.length] = 1;
    return input;
  }

  private static void scale(
      float[][] rows, float[] counts, int feature, double[] means, double[] scales) {
    double all = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      float x = rows[i][feature];
      if (!Float.isNaN(x)) {
        all += counts[i];
        sum += counts[i] * x;
        squares += counts[i] * (double) x * x;
      }
    }
    if (all > 0) {
      means[feature] = sum / all;
      scales[feature] = Math.sqrt(Math.max(0, squares / all - means[feature] * means[feature]));
      scales[feature] = scales[feature] < 1e-6 ? 0 : scales[feature];
    }
  }

  /** One step of Newton's method; the largest change of a weight. */
  private double step(double[][] inputs, boolean[] labels, float[] counts, double penalty) {
    int width = weights.length;
    double[] gradient = new double[width];
    double[] curvature = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      double p = probability(inputs[i]);
      double difference = counts[i] * (p - (labels[i] ? 1 : 0));
      for (int j = 0; j < width; j++) {
        gradient[j] += difference * inputs[i][j];
      }
      curvature[i] = counts[i] * Math.max(1e-6, p * (1 - p));
    }
    double[][] hessian = new double[width][];
    IntStream.range(0, width)
        .parallel()
        .forEach(
            j -> {
              double[] line = new double[j + 1];
              for (int i = 0; i < inputs.length; i++) {
                double x = curvature[i] * inputs[i][j];
                if (x != 0) {
                  for (int k = 0; k <= j; k++) {
                    line[k] += x * inputs[i][k];
                  }
                }
              }
              hessian[j] = line;
            });
    for (int j = 0; j < width; j++) {
      double own = j == width - 1 ? 1e-6 : penalty;
      gradient[j] += own * weights[j];
      hessian[j][j] += own;
    }
    double[] change = solve(hessian, gradient);
    double largest = 0;
    for (int j = 0; j < width; j++) {
      weights[j] -= change[j];
      largest = Math.max(largest, Math.abs(change[j]));
    }
    return largest;
  }

  /** Cholesky's method for a symmetric positive matrix, whose lower half is overwritten. */
  private static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(Math.max(1e-12, sum)) : sum / matrix[j][j];
      }
      for (int k = 0; k < i; k++) {
        x[i] -= matrix[i][k] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        x[i] -= matrix[k][i] * x[k];
      }
      x[i] /= matrix[i][i];
    }
    return x;
  }
}
