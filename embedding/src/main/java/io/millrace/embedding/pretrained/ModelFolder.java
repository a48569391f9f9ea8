package io.millrace.embedding.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens a folder in the Hugging Face layout: {@code config.json}, {@code tokenizer.json} and {@code
 * model.safetensors}, single or sharded. Architectures: BERT and XLM-RoBERTa with exact gelu and
 * absolute positions.
 *
 * <p>What sentence-transformers writes beside them is honoured: {@code modules.json}, {@code
 * 1_Pooling/config.json} (CLS or mean; without it, mean), {@code sentence_bert_config.json} (the
 * limit) and {@code config_sentence_transformers.json} (prompts {@code query} and {@code passage}
 * or {@code document}). Vectors are scaled to length 1, since lists are ranked by cosine, unless
 * the model has no such module and names {@code dot} as its similarity.
 */
public final class ModelFolder {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> PREFIXES = List.of("", "bert.", "roberta.");
  private static final String FIRST_WEIGHT = "embeddings.word_embeddings.weight";

  private final Path folder;
  private final JsonNode config;

  private ModelFolder(Path folder) throws IOException {
    this.folder = folder;
    this.config = json("config.json");
    if (config.isMissingNode()) {
      throw problem("config.json is missing");
    }
    if (!Files.exists(folder.resolve("tokenizer.json"))) {
      throw problem("tokenizer.json is missing");
    }
  }

  /**
   * Opens the folder.
   *
   * @throws IllegalArgumentException if a file is missing or the model is of another kind
   */
  public static Pretrained open(Path folder) {
    try {
      return new ModelFolder(folder).read();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the model " + folder + ": " + e.getMessage(), e);
    }
  }

  private Pretrained read() throws IOException {
    Shape shape = shape();
    JsonNode extra = json("config_sentence_transformers.json");
    JsonNode prompts = extra.path("prompts");
    JsonNode limit = json("sentence_bert_config.json").path("max_seq_length");
    return new Pretrained(
        folder.toAbsolutePath().normalize().getFileName().toString(),
        folder.resolve("tokenizer.json"),
        shape,
        new Weights(folder, withoutPrefix(Safetensors.folder(folder))),
        pooling(),
        normalized(extra.path("similarity_fn_name").asText()),
        prompts.path("query").asText(),
        prompts.path("passage").asText(prompts.path("document").asText()),
        Math.min(shape.maxTokens(), limit.asInt(Integer.MAX_VALUE)));
  }

  private Shape shape() {
    String type = config.path("model_type").asText();
    if (!Set.of("bert", "xlm-roberta").contains(type)) {
      throw problem(
          "its model_type is \"" + type + "\", supported are \"bert\" and \"xlm-roberta\"");
    }
    supported("hidden_act", "gelu");
    supported("position_embedding_type", "absolute");
    return new Shape(
        integer("vocab_size"),
        integer("max_position_embeddings"),
        type.equals("bert") ? 0 : integer("pad_token_id") + 1,
        integer("hidden_size"),
        integer("intermediate_size"),
        integer("num_hidden_layers"),
        integer("num_attention_heads"),
        config.path("layer_norm_eps").asDouble(1e-12));
  }

  private void supported(String key, String only) {
    String value = config.path(key).asText(only);
    if (!value.equals(only)) {
      throw problem("its " + key + " is \"" + value + "\", supported is \"" + only + "\"");
    }
  }

  private int integer(String key) {
    JsonNode value = config.path(key);
    if (!value.isInt()) {
      throw problem("config.json has no number " + key);
    }
    return value.asInt();
  }

  private Pooling pooling() throws IOException {
    JsonNode pooling = json("1_Pooling/config.json");
    if (pooling.isMissingNode()) {
      return Pooling.MEAN;
    }
    boolean cls = pooling.path("pooling_mode_cls_token").asBoolean();
    boolean mean = pooling.path("pooling_mode_mean_tokens").asBoolean();
    long modes =
        pooling.properties().stream()
            .filter(mode -> mode.getKey().startsWith("pooling_mode_"))
            .filter(mode -> mode.getValue().asBoolean())
            .count();
    if (cls == mean || modes != 1) {
      throw problem("1_Pooling/config.json asks for " + pooling + ", supported are CLS and mean");
    }
    return cls ? Pooling.CLS : Pooling.MEAN;
  }

  private boolean normalized(String similarity) throws IOException {
    JsonNode modules = json("modules.json");
    boolean normalized = modules.isMissingNode();
    for (JsonNode module : modules) {
      String type = module.path("type").asText();
      String kind = type.substring(type.lastIndexOf('.') + 1);
      switch (kind) {
        case "Transformer", "Pooling" -> {}
        case "Normalize" -> normalized = true;
        default ->
            throw problem(
                "modules.json names "
                    + type
                    + ", supported are Transformer, Pooling and Normalize");
      }
    }
    return normalized || !similarity.startsWith("dot");
  }

  /** Names as BertModel has them; old checkpoints call the weights of norms gamma and beta. */
  private Map<String, StoredTensor> withoutPrefix(Map<String, StoredTensor> stored) {
    String prefix =
        PREFIXES.stream()
            .filter(candidate -> stored.containsKey(candidate + FIRST_WEIGHT))
            .findFirst()
            .orElseThrow(() -> problem("the weight " + FIRST_WEIGHT + " is missing"));
    Map<String, StoredTensor> named = new HashMap<>();
    stored.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            String plain = name.substring(prefix.length());
            plain = plain.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight");
            plain = plain.replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
            named.put(plain, tensor);
          }
        });
    return named;
  }

  private JsonNode json(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? MAPPER.readTree(file.toFile()) : MissingNode.getInstance();
  }

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException("Cannot open the model " + folder + ": " + what);
  }
}
