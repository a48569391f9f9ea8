package io.millrace.benchmark.embed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Vectors in a file: little-endian floats, row by row. */
final class Vectors {
  private Vectors() {}

  static void write(Path file, float[][] vectors) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(vectors.length * vectors[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      for (float value : vector) {
        bytes.putFloat(value);
      }
    }
    Files.write(file, bytes.array());
  }

  /** The smallest cosine of rows at the same place; both files hold so many rows. */
  static double smallestCosine(Path one, Path other, int rows) throws IOException {
    FloatBuffer a = read(one);
    FloatBuffer b = read(other);
    if (a.limit() != b.limit() || a.limit() % rows != 0) {
      throw new IOException(
          "Cannot compare "
              + one
              + " with "
              + other
              + ": "
              + a.limit()
              + " and "
              + b.limit()
              + " numbers for "
              + rows
              + " vectors");
    }
    int width = a.limit() / rows;
    double smallest = 1;
    for (int row = 0; row < rows; row++) {
      double dot = 0;
      double left = 0;
      double right = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        dot += (double) a.get(i) * b.get(i);
        left += (double) a.get(i) * a.get(i);
        right += (double) b.get(i) * b.get(i);
      }
      smallest = Math.min(smallest, dot / Math.sqrt(left * right));
    }
    return smallest;
  }

  private static FloatBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
