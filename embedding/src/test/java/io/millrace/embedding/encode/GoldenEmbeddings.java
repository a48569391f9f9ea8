package io.millrace.embedding.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.embedding.pretrained.GoldenTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Token ids and pooled vectors of 24 texts, made with onnxruntime; see the README beside them. */
final class GoldenEmbeddings {
  static final Path FOLDER = Path.of("src/test/resources/golden/embeddings");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GoldenEmbeddings() {}

  /** A text, the ids and the vector it should have. */
  record Expected(String name, String text, long[] ids, float[] vector) {}

  static List<String> texts() throws IOException {
    return StreamSupport.stream(
            MAPPER.readTree(FOLDER.resolve("texts.json").toFile()).spliterator(), false)
        .map(text -> text.path("text").asText())
        .toList();
  }

  static List<Expected> of(String model, String variant) throws IOException {
    JsonNode cases =
        MAPPER.readTree(FOLDER.resolve(model + ".json").toFile()).path("cases").path(variant);
    float[][] vectors = GoldenTensors.matrix(FOLDER.resolve(model + ".safetensors"), variant);
    List<String> texts = texts();
    List<Expected> expected = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      JsonNode one = cases.get(i);
      long[] ids =
          StreamSupport.stream(one.path("ids").spliterator(), false)
              .mapToLong(JsonNode::asLong)
              .toArray();
      expected.add(new Expected(one.path("name").asText(), texts.get(i), ids, vectors[i]));
    }
    return expected;
  }

  static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
