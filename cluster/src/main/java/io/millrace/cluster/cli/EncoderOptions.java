package io.millrace.cluster.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which encoder, and how it calculates. */
final class EncoderOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      description =
          "One model for all languages: bge-small-en-v1.5, bge-small-zh-v1.5, all-MiniLM-L6-v2, e5-small-v2, or a folder"
              + " in Hugging Face layout. Default: one for English, one for Chinese.")
  private @Nullable String model;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "auto, fp32, bf16 or fp16. Default auto: what the device is fast at.")
  private @Nullable String precision;

  @Option(names = "--device", paramLabel = "D", description = "auto, cpu or cuda. Default auto.")
  private @Nullable String device;

  /** What was given, by setting. */
  Map<String, @Nullable String> flags() {
    Map<String, @Nullable String> flags = new LinkedHashMap<>();
    flags.put("encoder.model", model);
    flags.put("encoder.precision", precision);
    flags.put("encoder.device", device);
    return flags;
  }
}
