package io.millrace.embedding;

import io.millrace.core.settings.Settings;
import io.millrace.embedding.encode.Compute;
import io.millrace.embedding.encode.Encoder;
import io.millrace.embedding.encode.EncoderChoice;
import io.millrace.embedding.encode.EncoderOptions;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.encode.Precision;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.pretrained.BuiltInModel;
import io.millrace.embedding.pretrained.Pretrained;
import io.millrace.embedding.retrieve.QueryEncoder;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The encoders that settings choose, by the language they serve. It holds names only and may be
 * sent to executors; each process opens an encoder once, when first used, and shares it between
 * threads.
 *
 * @param models folder of the built-in models, the same on every machine
 * @param english model for texts that are not Chinese
 * @param chinese model for Chinese texts
 * @param precision how to calculate
 * @param device where to calculate
 */
public record ChosenEncoders(
    String models, String english, String chinese, Precision precision, Compute device)
    implements Serializable {

  /** What {@code settings} say; one model for all languages takes the place of the two. */
  public static ChosenEncoders of(Settings.Encoder settings, Path models) {
    return new ChosenEncoders(
        models.toString(),
        settings.model().orElse(settings.english()),
        settings.model().orElse(settings.chinese()),
        Precision.valueOf(settings.precision().name()),
        Compute.valueOf(settings.device().name()));
  }

  /** The encoders with their fingerprints, which opens them. */
  public EncoderSet set() {
    IndexedEncoder other = indexed(english);
    return english.equals(chinese)
        ? EncoderSet.ofAll(other)
        : EncoderSet.of(Map.of(EncoderSet.ANY, other, "zh", indexed(chinese)));
  }

  /**
   * The tokenizers by which passages are counted: those of the built-in encoders, so that another
   * encoder leaves the passages as they are, and that of every model folder chosen, so that no
   * passage is too long for it.
   */
  public List<Path> tokenizers() {
    Set<String> counted = new LinkedHashSet<>(EncoderChoice.builtIn().models());
    names().stream().filter(name -> !BuiltInModel.names().contains(name)).forEach(counted::add);
    return counted.stream().map(name -> pretrained(name).tokenizer()).toList();
  }

  /** The longest text in tokens that every chosen encoder takes. */
  public int maxTokens() {
    return names().stream().mapToInt(name -> pretrained(name).maxTokens()).min().orElseThrow();
  }

  private Pretrained pretrained(String name) {
    return Pretrained.open(Path.of(models), name);
  }

  /**
   * The open encoder with a fingerprint.
   *
   * @throws IllegalArgumentException if the settings choose no such encoder
   */
  public Encoder encoder(String fingerprint) {
    for (String model : names()) {
      Encoder encoder = open(model, precision);
      if (encoder.fingerprint().equals(fingerprint)) {
        return encoder;
      }
    }
    throw new IllegalArgumentException(
        "Cannot encode: no chosen encoder of " + names() + " has the fingerprint " + fingerprint);
  }

  /**
   * Makes vectors of questions that compare with the vectors of {@code indexed}, which another
   * machine may have computed: where this one would choose another precision, it calculates in that
   * of the index.
   *
   * @throws IllegalArgumentException if the settings choose no such encoder
   */
  public QueryEncoder queryEncoder(IndexedEncoder indexed) {
    List<String> tried = new ArrayList<>();
    Set<Precision> precisions = new LinkedHashSet<>(List.of(precision));
    if (precision == Precision.AUTO) {
      precisions.addAll(List.of(Precision.BF16, Precision.FP32, Precision.FP16));
    }
    for (Precision candidate : precisions) {
      for (String model : names()) {
        Encoder encoder = open(model, candidate);
        if (!encoder.model().equals(indexed.model())) {
          continue;
        }
        if (encoder.fingerprint().equals(indexed.fingerprint())) {
          return new OpenQueryEncoder(indexed.fingerprint(), encoder);
        }
        tried.add(encoder.fingerprint() + " in " + encoder.precision());
      }
    }
    throw new IllegalArgumentException(
        "Cannot search by vectors: the index was built with encoder "
            + indexed.model()
            + " ("
            + indexed.fingerprint()
            + "), and the settings choose "
            + names()
            + (tried.isEmpty() ? "" : " " + tried)
            + "; choose the same encoder, or build the index anew");
  }

  private Set<String> names() {
    return new LinkedHashSet<>(List.of(english, chinese));
  }

  private IndexedEncoder indexed(String model) {
    Encoder encoder = open(model, precision);
    return new IndexedEncoder(encoder.model(), encoder.fingerprint(), encoder.dimension());
  }

  private Encoder open(String model, Precision chosen) {
    // one thread each: tasks and queries are what runs side by side
    return Encoders.shared(Path.of(models), model, new EncoderOptions(chosen, device, 0, 1));
  }

  private record OpenQueryEncoder(String fingerprint, Encoder encoder) implements QueryEncoder {
    @Override
    public float[] encode(String query) {
      return encoder.encodeQueries(List.of(query))[0];
    }

    @Override
    public List<float[]> encodeAll(List<String> queries) {
      return List.of(encoder.encodeQueries(queries));
    }
  }
}
