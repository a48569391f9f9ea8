package io.millrace.embedding.pretrained;

import io.millrace.core.table.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The weights of one model by their Hugging Face name without architecture prefix ({@code
 * embeddings.word_embeddings.weight}, {@code encoder.layer.0.attention.self.query.weight}).
 * Memory-mapped; the mappings end with the last reference to them.
 */
public final class Weights {
  private final Path origin;
  private final Map<String, StoredTensor> tensors;

  Weights(Path origin, Map<String, StoredTensor> tensors) {
    this.origin = origin;
    this.tensors = Map.copyOf(tensors);
  }

  /**
   * A weight of a known shape.
   *
   * @throws IllegalArgumentException if it is missing or has another shape
   */
  public StoredTensor tensor(String name, long... shape) {
    StoredTensor tensor = find(name);
    List<Long> expected = Arrays.stream(shape).boxed().toList();
    if (!tensor.meant().equals(expected)) {
      throw new IllegalArgumentException(
          "Cannot load "
              + origin
              + ": "
              + name
              + " has shape "
              + tensor.meant()
              + ", the configuration asks for "
              + expected);
    }
    return tensor;
  }

  /** A weight of any number of rows. */
  public StoredTensor tensorOfWidth(String name, long width) {
    return tensor(name, find(name).meant().get(0), width);
  }

  private StoredTensor find(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "Cannot load " + origin + ": the weight " + name + " is missing");
    }
    return tensor;
  }

  /** 128 bits of SHA-256 over names, types, shapes and elements, in hexadecimal. */
  public String hash() {
    MessageDigest digest = Ids.sha256();
    Set<String> names = new TreeSet<>(tensors.keySet());
    for (String name : names) {
      StoredTensor tensor = find(name);
      String head = name + ' ' + tensor.type() + ' ' + tensor.shape() + '\n';
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      ByteBuffer data = tensor.data().duplicate();
      digest.update(data);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }
}
