package io.millrace.benchmark.measure;

/**
 * A cost as a straight line through two sizes: {@code cost = fixed + each · size}. What is spent
 * once, starting and warming up, is in {@code fixed}.
 *
 * @param each cost of one more unit
 * @param fixed cost of nothing
 */
public record Slope(double each, double fixed) {
  /**
   * The line through two points.
   *
   * @throws IllegalArgumentException if the second size is not the larger one
   */
  public static Slope of(double size1, double cost1, double size2, double cost2) {
    if (size2 <= size1) {
      throw new IllegalArgumentException(
          "Cannot take the slope from the size " + size1 + " to " + size2 + ": it must grow");
    }
    double each = (cost2 - cost1) / (size2 - size1);
    return new Slope(each, cost1 - each * size1);
  }
}
