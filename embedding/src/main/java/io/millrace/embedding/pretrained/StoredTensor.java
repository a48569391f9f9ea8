package io.millrace.embedding.pretrained;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A weight as it lies on disk, memory-mapped.
 *
 * @param shape the sizes on disk
 * @param transposed whether the weight meant is the transpose of what is stored: linear layers are
 *     {@code [out, in]} here and {@code [in, out]} in ONNX files
 * @param data a direct, little-endian buffer of exactly the elements; read-only use
 */
public record StoredTensor(
    ElementType type, List<Long> shape, boolean transposed, ByteBuffer data) {

  public StoredTensor {
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    if (elements * type.bytes() != data.remaining()) {
      throw new IllegalArgumentException(
          "Cannot read a weight of shape "
              + shape
              + ": "
              + elements * type.bytes()
              + " bytes were expected, the file has "
              + data.remaining());
    }
  }

  /** The sizes as meant, so after the transposition. */
  public List<Long> meant() {
    return transposed ? List.of(shape.get(1), shape.get(0)) : shape;
  }
}
