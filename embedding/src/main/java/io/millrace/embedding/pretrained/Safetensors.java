package io.millrace.embedding.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads safetensors files: eight bytes with the length of a JSON header, the header with type,
 * shape and place of each tensor, then the elements. Tensors of other types than fp32, fp16 and
 * bf16 are buffers, not weights, and are left out.
 */
final class Safetensors {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long LONGEST_HEADER = 100_000_000;

  private Safetensors() {}

  /** All float tensors of a folder's {@code model.safetensors}, or of the shards of its index. */
  static Map<String, StoredTensor> folder(Path folder) throws IOException {
    Path single = folder.resolve("model.safetensors");
    if (Files.exists(single)) {
      return file(single);
    }
    Path index = folder.resolve("model.safetensors.index.json");
    if (!Files.exists(index)) {
      throw new IllegalArgumentException(
          "Cannot load "
              + folder
              + ": neither model.safetensors nor model.safetensors.index.json is there");
    }
    TreeSet<String> shards = new TreeSet<>();
    MAPPER.readTree(index.toFile()).path("weight_map").forEach(shard -> shards.add(shard.asText()));
    Map<String, StoredTensor> tensors = new HashMap<>();
    for (String shard : shards) {
      Path file = folder.resolve(shard);
      if (shard.contains("/") || shard.contains("\\") || !Files.exists(file)) {
        throw new IllegalArgumentException(
            "Cannot load " + folder + ": its index names " + shard + ", which is not there");
      }
      tensors.putAll(file(file));
    }
    return tensors;
  }

  static Map<String, StoredTensor> file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long header = size < 8 ? 0 : read(channel, 0, 8).getLong(0);
      if (header <= 0 || header > Math.min(LONGEST_HEADER, size - 8)) {
        throw new IllegalArgumentException(
            "Cannot read "
                + file
                + ": it has "
                + size
                + " bytes and a header of "
                + header
                + ", so it is cut off or no safetensors file");
      }
      JsonNode tensors = MAPPER.readTree(read(channel, 8, (int) header).array());
      Map<String, StoredTensor> found = new HashMap<>();
      for (var fields = tensors.fields(); fields.hasNext(); ) {
        var field = fields.next();
        ElementType type = type(field.getValue().path("dtype").asText());
        if (type != null) {
          found.put(
              field.getKey(),
              tensor(channel, file, 8 + header, field.getKey(), type, field.getValue()));
        }
      }
      return found;
    }
  }

  private static StoredTensor tensor(
      FileChannel channel, Path file, long base, String name, ElementType type, JsonNode entry)
      throws IOException {
    List<Long> shape = new ArrayList<>();
    entry.path("shape").forEach(size -> shape.add(size.asLong()));
    long start = base + entry.path("data_offsets").path(0).asLong();
    long end = base + entry.path("data_offsets").path(1).asLong();
    if (start < base || end < start || end > channel.size()) {
      throw new IllegalArgumentException(
          "Cannot read "
              + file
              + ": "
              + name
              + " ends at byte "
              + end
              + ", the file has "
              + channel.size());
    }
    if (end - start > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Cannot read "
              + file
              + ": "
              + name
              + " has "
              + (end - start)
              + " bytes, at most "
              + Integer.MAX_VALUE
              + " are supported");
    }
    ByteBuffer data =
        channel
            .map(FileChannel.MapMode.READ_ONLY, start, end - start)
            .order(ByteOrder.LITTLE_ENDIAN);
    return new StoredTensor(type, List.copyOf(shape), false, data);
  }

  private static @Nullable ElementType type(String name) {
    return switch (name) {
      case "F32" -> ElementType.F32;
      case "F16" -> ElementType.F16;
      case "BF16" -> ElementType.BF16;
      default -> null;
    };
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("the file ended at byte " + (position + bytes.position()));
      }
    }
    return bytes;
  }
}
