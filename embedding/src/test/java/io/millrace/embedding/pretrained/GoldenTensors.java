package io.millrace.embedding.pretrained;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Reads matrices of expected values. */
public final class GoldenTensors {
  private GoldenTensors() {}

  /** A float matrix, {@code [rows][columns]}. */
  public static float[][] matrix(Path file, String name) throws IOException {
    StoredTensor tensor = Safetensors.file(file).get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("Cannot find " + name + " in " + file);
    }
    FloatBuffer values = tensor.data().asFloatBuffer();
    float[][] rows = new float[tensor.shape().get(0).intValue()][tensor.shape().get(1).intValue()];
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }
}
