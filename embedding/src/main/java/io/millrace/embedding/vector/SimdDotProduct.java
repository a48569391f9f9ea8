package io.millrace.embedding.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.apache.lucene.util.Constants;

/**
 * The dot product in vector registers of the widest kind there is. Four sums, which do not wait for
 * each other. Only to be loaded where the vector module is there; the calls used are the same from
 * Java 17 to 25.
 */
final class SimdDotProduct {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  /** A processor without the instruction would compute each lane with decimals. */
  private static final boolean FUSED = Constants.HAS_FAST_VECTOR_FMA;

  private SimdDotProduct() {}

  static float of(float[] one, float[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "Cannot multiply vectors: dimensions " + one.length + " and " + other.length);
    }
    FloatVector first = FloatVector.zero(LANES);
    FloatVector second = first;
    FloatVector third = first;
    FloatVector fourth = first;
    int i = 0;
    for (; i <= one.length - 4 * WIDTH; i += 4 * WIDTH) {
      first = add(first, one, other, i);
      second = add(second, one, other, i + WIDTH);
      third = add(third, one, other, i + 2 * WIDTH);
      fourth = add(fourth, one, other, i + 3 * WIDTH);
    }
    for (; i <= one.length - WIDTH; i += WIDTH) {
      first = add(first, one, other, i);
    }
    float sum = first.add(second).add(third.add(fourth)).reduceLanes(VectorOperators.ADD);
    for (; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static FloatVector add(FloatVector sum, float[] one, float[] other, int from) {
    FloatVector values = FloatVector.fromArray(LANES, one, from);
    FloatVector factors = FloatVector.fromArray(LANES, other, from);
    return FUSED ? values.fma(factors, sum) : values.mul(factors).add(sum);
  }
}
