package io.millrace.embedding.vector;

import org.apache.lucene.util.Constants;
import org.apache.lucene.util.VectorUtil;

/**
 * The dot product of two float vectors of one length: by {@link SimdDotProduct} where the process
 * has Java's vector module and the compiler that makes instructions of it, and else by Lucene.
 * Lucene has such code of its own, but for Java 21 and newer alone, while jobs also run on Java 17.
 */
public final class DotProduct {
  /** With a compiler of another kind than C2 the module works, but far slower than plain loops. */
  private static final boolean SIMD =
      Constants.IS_HOTSPOT_VM
          && !Constants.IS_JVMCI_VM
          && !Constants.IS_CLIENT_VM
          && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private DotProduct() {}

  /** Whether vector instructions are used, whatever the Java. */
  public static boolean isSimd() {
    return SIMD;
  }

  /** The sum of the products of the values. */
  public static float of(float[] one, float[] other) {
    return SIMD ? SimdDotProduct.of(one, other) : VectorUtil.dotProduct(one, other);
  }
}
