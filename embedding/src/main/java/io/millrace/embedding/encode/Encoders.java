package io.millrace.embedding.encode;

import io.millrace.embedding.pretrained.BuiltInModel;
import io.millrace.embedding.pretrained.Pretrained;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The encoders of this process, one of each model and options, opened when first asked for and kept
 * until the process ends: the tasks of an executor share weights. Nobody else closes them.
 */
public final class Encoders {
  /** The system property that names the folder of the built-in models. */
  public static final String MODELS = "millrace.models";

  private record Key(Path models, String model, EncoderOptions options) {}

  private static final ConcurrentMap<Key, Encoder> OPEN = new ConcurrentHashMap<>();

  static {
    // a process that ends while PyTorch computes crashes in its native code: closing waits for the
    // running batches, and lets no other begin
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> OPEN.values().forEach(Encoder::close), "close-encoders"));
  }

  private Encoders() {}

  /**
   * The shared encoder of a model. A second caller waits while the first one opens it.
   *
   * @param models the folder of the built-in models
   * @param model a built-in name or a path to a folder
   */
  public static Encoder shared(Path models, String model, EncoderOptions options) {
    String named =
        BuiltInModel.names().contains(model)
            ? model
            : Path.of(model).toAbsolutePath().normalize().toString();
    Key key = new Key(models.toAbsolutePath().normalize(), named, options);
    return OPEN.computeIfAbsent(
        key, absent -> Encoder.open(Pretrained.open(models, model), options));
  }

  /** The same, with the built-in models where the property {@value #MODELS} says. */
  public static Encoder shared(String model, EncoderOptions options) {
    return shared(models(), model, options);
  }

  /**
   * The folder of the built-in models.
   *
   * @throws IllegalStateException if the property {@value #MODELS} is not set
   */
  public static Path models() {
    String folder = System.getProperty(MODELS);
    if (folder == null) {
      throw new IllegalStateException(
          "Cannot find the built-in models: the system property " + MODELS + " is not set");
    }
    return Path.of(folder);
  }
}
