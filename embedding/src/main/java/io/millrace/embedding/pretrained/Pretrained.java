package io.millrace.embedding.pretrained;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pretrained encoder of texts: a built-in one or a folder in the Hugging Face layout. Opening one
 * reads its description and maps its weights; nothing needs closing.
 *
 * @param name the built-in name, or the folder's
 * @param tokenizer the {@code tokenizer.json}
 * @param normalized whether vectors are scaled to length 1
 * @param queryPrefix stands before every query
 * @param passagePrefix stands before every passage
 * @param maxTokens the longest text in tokens, special ones included; the rest is cut off
 */
public record Pretrained(
    String name,
    Path tokenizer,
    Shape shape,
    Weights weights,
    Pooling pooling,
    boolean normalized,
    String queryPrefix,
    String passagePrefix,
    int maxTokens) {

  /**
   * Opens a model by name or folder.
   *
   * @param models the folder that holds the built-in models, one folder each
   * @param model a name of {@link BuiltInModel#names()}, else a path to a folder
   * @throws IllegalArgumentException if there is no such model or it cannot be used, saying why
   */
  public static Pretrained open(Path models, String model) {
    if (BuiltInModel.names().contains(model)) {
      return BuiltInModel.named(model).open(models.resolve(model));
    }
    Path folder = Path.of(model);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "Cannot open the model "
              + model
              + ": it is neither a folder nor one of "
              + String.join(", ", BuiltInModel.names()));
    }
    return ModelFolder.open(folder);
  }
}
