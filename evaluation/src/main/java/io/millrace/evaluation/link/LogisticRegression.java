package io.millrace.evaluation.link;

/**
 * Logistic regression with a quadratic penalty, fitted by Newton's method (iteratively reweighted
 * least squares): no learning rate, no randomness. Features are brought to mean 0 and variance 1
 * first, so that the penalty treats them alike. Time: examples · features² a step.
 */
final class LogisticRegression {
  private static final double PENALTY = 1;
  private static final int STEPS = 30;
  private static final double TOLERANCE = 1e-8;

  private final double[] means;
  private final double[] deviations;
  private final double[] weights;

  private LogisticRegression(double[] means, double[] deviations, double[] weights) {
    this.means = means;
    this.deviations = deviations;
    this.weights = weights;
  }

  /** Fits the model to examples that are positive and others that are not. */
  static LogisticRegression fit(double[][] positive, double[][] negative) {
    int features = positive[0].length;
    double[] means = new double[features];
    double[] deviations = new double[features];
    scale(positive, negative, means, deviations);
    LogisticRegression model = new LogisticRegression(means, deviations, new double[features + 1]);
    for (int step = 0; step < STEPS && model.step(positive, negative) > TOLERANCE; step++) {
      // each step is nearer to the one best solution
    }
    return model;
  }

  /** The logarithm of the odds that an example is positive. */
  double score(double[] example) {
    double sum = weights[weights.length - 1];
    for (int each = 0; each < example.length; each++) {
      sum += weights[each] * (example[each] - means[each]) / deviations[each];
    }
    return sum;
  }

  private static void scale(
      double[][] positive, double[][] negative, double[] means, double[] deviations) {
    int count = positive.length + negative.length;
    for (int each = 0; each < means.length; each++) {
      double sum = 0;
      double squares = 0;
      for (double[][] examples : new double[][][] {positive, negative}) {
        for (double[] example : examples) {
          sum += example[each];
          squares += example[each] * example[each];
        }
      }
      means[each] = sum / count;
      double variance = squares / count - means[each] * means[each];
      deviations[each] = variance > 1e-12 ? Math.sqrt(variance) : 1;
    }
  }

  /** Takes one step and says how far it went. */
  private double step(double[][] positive, double[][] negative) {
    int size = weights.length;
    double[] gradient = new double[size];
    double[][] hessian = new double[size][size];
    for (int each = 0; each < size; each++) {
      gradient[each] = -PENALTY * weights[each];
      hessian[each][each] = PENALTY;
    }
    for (double[] example : positive) {
      add(example, 1, gradient, hessian);
    }
    for (double[] example : negative) {
      add(example, 0, gradient, hessian);
    }
    double[] change = solve(hessian, gradient);
    double moved = 0;
    for (int each = 0; each < size; each++) {
      weights[each] += change[each];
      moved += Math.abs(change[each]);
    }
    return moved;
  }

  private void add(double[] example, int label, double[] gradient, double[][] hessian) {
    int size = weights.length;
    double[] scaled = new double[size];
    for (int each = 0; each < example.length; each++) {
      scaled[each] = (example[each] - means[each]) / deviations[each];
    }
    scaled[size - 1] = 1;
    double probability = 1 / (1 + Math.exp(-score(example)));
    double variance = probability * (1 - probability);
    for (int row = 0; row < size; row++) {
      gradient[row] += (label - probability) * scaled[row];
      for (int column = 0; column <= row; column++) {
        hessian[row][column] += variance * scaled[row] * scaled[column];
      }
    }
  }

  /** Cholesky's decomposition of the lower triangle, in place, then both substitutions. */
  private static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = matrix[row][column];
        for (int each = 0; each < column; each++) {
          sum -= matrix[row][each] * matrix[column][each];
        }
        matrix[row][column] = row == column ? Math.sqrt(sum) : sum / matrix[column][column];
      }
    }
    double[] solution = right.clone();
    for (int row = 0; row < size; row++) {
      for (int each = 0; each < row; each++) {
        solution[row] -= matrix[row][each] * solution[each];
      }
      solution[row] /= matrix[row][row];
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int each = row + 1; each < size; each++) {
        solution[row] -= matrix[each][row] * solution[each];
      }
      solution[row] /= matrix[row][row];
    }
    return solution;
  }
}
