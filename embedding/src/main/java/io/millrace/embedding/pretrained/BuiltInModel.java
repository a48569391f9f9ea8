package io.millrace.embedding.pretrained;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The encoders that come with Millrace. Each is a folder of the model's name with one ONNX file,
 * which the weights are taken from, and one {@code *tokenizer.json}. Pooling and prefixes are those
 * their publishers state; all read up to 512 tokens.
 */
public enum BuiltInModel {
  /** English retrieval, 384 dimensions, 12 layers (Xiao et al. 2023, C-Pack). */
  BGE_SMALL_EN(
      "bge-small-en-v1.5",
      new Shape(30522, 512, 0, 384, 1536, 12, 12, 1e-12),
      Pooling.CLS,
      "Represent this sentence for searching relevant passages: ",
      ""),
  /** Chinese retrieval, 512 dimensions, 4 layers (Xiao et al. 2023, C-Pack). */
  BGE_SMALL_ZH(
      "bge-small-zh-v1.5",
      new Shape(21128, 512, 0, 512, 2048, 4, 8, 1e-12),
      Pooling.CLS,
      "为这个句子生成表示以用于检索相关文章：",
      ""),
  /** English sentences, 384 dimensions, 6 layers: half the cost of the others. */
  MINI_LM(
      "all-MiniLM-L6-v2", new Shape(30522, 512, 0, 384, 1536, 6, 12, 1e-12), Pooling.MEAN, "", ""),
  /** English retrieval, 384 dimensions, 12 layers (Wang et al. 2022, E5). */
  E5_SMALL(
      "e5-small-v2",
      new Shape(30522, 512, 0, 384, 1536, 12, 12, 1e-12),
      Pooling.MEAN,
      "query: ",
      "passage: ");

  private final String model;
  private final Shape shape;
  private final Pooling pooling;
  private final String queryPrefix;
  private final String passagePrefix;

  BuiltInModel(
      String model, Shape shape, Pooling pooling, String queryPrefix, String passagePrefix) {
    this.model = model;
    this.shape = shape;
    this.pooling = pooling;
    this.queryPrefix = queryPrefix;
    this.passagePrefix = passagePrefix;
  }

  /** The names of the built-in models. */
  public static List<String> names() {
    return Arrays.stream(values()).map(BuiltInModel::model).toList();
  }

  /**
   * The built-in model of a name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static BuiltInModel named(String name) {
    for (BuiltInModel candidate : values()) {
      if (candidate.model.equals(name)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "Cannot find the built-in model " + name + ": there are " + String.join(", ", names()));
  }

  /** The model's name, as on the command line. */
  public String model() {
    return model;
  }

  Pretrained open(Path folder) {
    try {
      return new Pretrained(
          model,
          only(folder, "tokenizer.json"),
          shape,
          OnnxFile.read(only(folder, ".onnx")),
          pooling,
          true,
          queryPrefix,
          passagePrefix,
          shape.maxTokens());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot open the built-in model " + model + " in " + folder + ": " + e.getMessage(), e);
    }
  }

  private Path only(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "Cannot open the built-in model " + model + ": the folder " + folder + " is missing");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().endsWith(suffix)).toList();
      if (found.size() != 1) {
        throw new IllegalArgumentException(
            "Cannot open the built-in model "
                + model
                + ": one *"
                + suffix
                + " was expected in "
                + folder
                + ", found "
                + found.size());
      }
      return found.get(0);
    }
  }
}
