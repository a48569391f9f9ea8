package io.millrace.embedding.pretrained;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the float initializers of an exported BERT encoder from an ONNX file (protocol buffers:
 * ModelProto 7 = graph; GraphProto 1 = node, 5 = initializer; NodeProto 1 = input, 3 = name, 4 =
 * operator; TensorProto 1 = dims, 2 = type, 8 = name, 9 = raw data). Weights of linear layers lost
 * their names in the export: they are found as the second input of the {@code MatMul} node {@code
 * /encoder/layer.0/attention/self/query/MatMul} and are stored {@code [in, out]}.
 */
final class OnnxFile {
  private static final int FLOAT = 1;

  private final Map<String, StoredTensor> initializers = new HashMap<>();
  private final Map<String, String> linear = new HashMap<>();

  private OnnxFile() {}

  static Weights read(Path file) throws IOException {
    OnnxFile onnx = new OnnxFile();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      onnx.model(bytes.order(ByteOrder.LITTLE_ENDIAN));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Cannot read " + file + ": it is not an ONNX model", e);
    }
    return onnx.weights(file);
  }

  private Weights weights(Path file) {
    Map<String, StoredTensor> tensors = new HashMap<>();
    initializers.forEach(
        (name, tensor) -> {
          if (name.startsWith("embeddings.") || name.startsWith("encoder.")) {
            tensors.put(name, tensor);
          }
        });
    linear.forEach(
        (name, initializer) -> {
          StoredTensor stored = initializers.get(initializer);
          if (stored != null && stored.shape().size() == 2) {
            tensors.put(name, new StoredTensor(stored.type(), stored.shape(), true, stored.data()));
          }
        });
    return new Weights(file, tensors);
  }

  private void model(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      if (tag >>> 3 == 7) {
        graph(bytes(bytes));
      } else {
        skip(bytes, tag);
      }
    }
  }

  private void graph(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      switch ((int) (tag >>> 3)) {
        case 1 -> node(bytes(bytes));
        case 5 -> initializer(bytes(bytes));
        default -> skip(bytes, tag);
      }
    }
  }

  private void node(ByteBuffer bytes) {
    List<String> inputs = new ArrayList<>();
    String name = "";
    String operator = "";
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      switch ((int) (tag >>> 3)) {
        case 1 -> inputs.add(string(bytes));
        case 3 -> name = string(bytes);
        case 4 -> operator = string(bytes);
        default -> skip(bytes, tag);
      }
    }
    if (operator.equals("MatMul") && inputs.size() == 2 && name.endsWith("/MatMul")) {
      String path = name.substring(1, name.lastIndexOf('/')).replace('/', '.');
      linear.put(path + ".weight", inputs.get(1));
    }
  }

  private void initializer(ByteBuffer bytes) {
    List<Long> shape = new ArrayList<>();
    String name = "";
    long type = 0;
    ByteBuffer raw = ByteBuffer.allocate(0);
    while (bytes.hasRemaining()) {
      long tag = varint(bytes);
      switch ((int) (tag >>> 3)) {
        case 1 -> {
          if ((tag & 7) == 2) {
            for (ByteBuffer packed = bytes(bytes); packed.hasRemaining(); ) {
              shape.add(varint(packed));
            }
          } else {
            shape.add(varint(bytes));
          }
        }
        case 2 -> type = varint(bytes);
        case 8 -> name = string(bytes);
        case 9 -> raw = bytes(bytes);
        default -> skip(bytes, tag);
      }
    }
    if (type == FLOAT && raw.isDirect()) {
      initializers.put(name, new StoredTensor(ElementType.F32, List.copyOf(shape), false, raw));
    }
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static ByteBuffer bytes(ByteBuffer bytes) {
    int length = Math.toIntExact(varint(bytes));
    ByteBuffer part = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return part;
  }

  private static String string(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes(bytes)).toString();
  }

  private static void skip(ByteBuffer bytes, long tag) {
    switch ((int) (tag & 7)) {
      case 0 -> varint(bytes);
      case 1 -> bytes.position(bytes.position() + 8);
      case 2 -> bytes(bytes);
      case 5 -> bytes.position(bytes.position() + 4);
      default -> throw new IllegalArgumentException("wire type " + (tag & 7) + " is unknown");
    }
  }
}
