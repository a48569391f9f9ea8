package io.millrace.evaluation;

import io.millrace.core.table.Chunk;
import io.millrace.embedding.encode.Encoder;
import io.millrace.embedding.encode.EncoderChoice;
import io.millrace.embedding.encode.EncoderOptions;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.VectorLookup;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.evaluation.dataset.CorpusLanguage;
import io.millrace.evaluation.vector.CachedEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The encoders of a corpus: one for a corpus in one language, as production has them for a mixed
 * one.
 */
final class CorpusEncoders implements AutoCloseable {
  private final EncoderSet set;
  private final Map<String, CachedEncoder> byFingerprint;

  private CorpusEncoders(EncoderSet set, Map<String, CachedEncoder> byFingerprint) {
    this.set = set;
    this.byFingerprint = byFingerprint;
  }

  /** No encoder, for full-text search alone. */
  static CorpusEncoders none() {
    return new CorpusEncoders(EncoderSet.NONE, Map.of());
  }

  /**
   * Opens the encoders.
   *
   * @param model the one for all, or null for those that the language asks for
   * @param models folder of the built-in models
   * @param cache folder of their vectors
   */
  static CorpusEncoders open(
      @Nullable String model,
      CorpusLanguage language,
      EncoderOptions options,
      Path models,
      Path cache)
      throws IOException {
    EncoderChoice choice = model == null ? EncoderChoice.builtIn() : EncoderChoice.single(model);
    Map<String, String> wanted = new LinkedHashMap<>();
    switch (language) {
      case ENGLISH -> wanted.put(EncoderSet.ANY, choice.other());
      case CHINESE -> wanted.put(EncoderSet.ANY, choice.chinese());
      case MIXED -> {
        wanted.put(EncoderSet.ANY, choice.other());
        if (choice.models().size() > 1) {
          wanted.put("zh", choice.chinese());
        }
      }
    }
    Map<String, CachedEncoder> opened = new HashMap<>();
    Map<String, IndexedEncoder> byLanguage = new HashMap<>();
    try {
      for (Map.Entry<String, String> entry : wanted.entrySet()) {
        Encoder encoder = Encoders.shared(models, entry.getValue(), options);
        CachedEncoder cached = CachedEncoder.open(encoder, cache);
        opened.put(cached.fingerprint(), cached);
        byLanguage.put(entry.getKey(), cached.indexed());
      }
    } catch (IOException | RuntimeException e) {
      closeAll(opened.values());
      throw e;
    }
    return new CorpusEncoders(EncoderSet.of(byLanguage), opened);
  }

  EncoderSet set() {
    return set;
  }

  /** The models' names joined by {@code +}, or null where there is none. */
  @Nullable String model() {
    return set.isEmpty()
        ? null
        : set.distinct().stream().map(IndexedEncoder::model).collect(Collectors.joining("+"));
  }

  /** Model, precision and limit of each. */
  String description() {
    return set.distinct().stream()
        .map(encoder -> cached(encoder.fingerprint()).description())
        .collect(Collectors.joining("; "));
  }

  /** Sees to it that the passages' vectors are there, each by its encoder. */
  void prepare(List<Chunk> chunks) throws IOException {
    if (set.isEmpty()) {
      return;
    }
    Map<String, List<String>> texts = new HashMap<>();
    for (Chunk chunk : chunks) {
      texts
          .computeIfAbsent(set.of(chunk).fingerprint(), encoder -> new ArrayList<>())
          .add(chunk.encoded());
    }
    for (Map.Entry<String, List<String>> entry : texts.entrySet()) {
      cached(entry.getKey()).preparePassages(entry.getValue());
    }
  }

  /** Sees to it that the queries' vectors are there, by every encoder. */
  void prepareQueries(List<String> texts) throws IOException {
    for (CachedEncoder encoder : byFingerprint.values()) {
      encoder.prepareQueries(texts);
    }
  }

  /** The prepared vectors. */
  VectorLookup lookup() {
    return (textHash, encoder) -> cached(encoder).passage(textHash);
  }

  Collection<? extends QueryEncoder> queryEncoders() {
    return byFingerprint.values();
  }

  private CachedEncoder cached(String fingerprint) {
    CachedEncoder encoder = byFingerprint.get(fingerprint);
    if (encoder == null) {
      throw new IllegalStateException(
          "Cannot encode: " + fingerprint + " is none of " + byFingerprint.keySet());
    }
    return encoder;
  }

  @Override
  public void close() throws IOException {
    closeAll(byFingerprint.values());
  }

  private static void closeAll(Collection<CachedEncoder> encoders) throws IOException {
    for (CachedEncoder encoder : encoders) {
      encoder.close();
    }
  }
}
