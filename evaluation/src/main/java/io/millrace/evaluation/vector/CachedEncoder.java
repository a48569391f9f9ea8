package io.millrace.evaluation.vector;

import io.millrace.core.table.Ids;
import io.millrace.embedding.encode.Encoded;
import io.millrace.embedding.encode.Encoder;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.retrieve.QueryEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that asks its caches first, one for passages and one for queries, each named after the
 * fingerprint of what fills it. May be used by several threads. Closing it closes the caches, not
 * the encoder.
 */
public final class CachedEncoder implements QueryEncoder, AutoCloseable {
  private final Encoder encoder;
  private final VectorCache passages;
  private final VectorCache queries;

  private CachedEncoder(Encoder encoder, VectorCache passages, VectorCache queries) {
    this.encoder = encoder;
    this.passages = passages;
    this.queries = queries;
  }

  /**
   * Opens the caches of an encoder.
   *
   * @param folder where they are kept, for all encoders
   */
  public static CachedEncoder open(Encoder encoder, Path folder) throws IOException {
    VectorCache passages = cache(encoder, folder, "passages-" + encoder.fingerprint());
    try {
      return new CachedEncoder(
          encoder, passages, cache(encoder, folder, "queries-" + encoder.queryFingerprint()));
    } catch (IOException | RuntimeException e) {
      passages.close();
      throw e;
    }
  }

  private static VectorCache cache(Encoder encoder, Path folder, String name) throws IOException {
    return VectorCache.open(folder.resolve(name + ".vectors"), encoder.dimension());
  }

  /** The encoder as a generation names it. */
  public IndexedEncoder indexed() {
    return new IndexedEncoder(encoder.model(), encoder.fingerprint(), encoder.dimension());
  }

  /** The model, its precision and limit, for people. */
  public String description() {
    return encoder.model()
        + ", "
        + encoder.precision().name().toLowerCase(Locale.ROOT)
        + ", at most "
        + encoder.maxTokens()
        + " tokens";
  }

  /** Sees to it that these passages' vectors are there. */
  public void preparePassages(List<String> texts) throws IOException {
    prepare(passages, texts, encoder::passages);
  }

  /** Sees to it that these queries' vectors are there. */
  public void prepareQueries(List<String> texts) throws IOException {
    prepare(queries, texts, encoder::queries);
  }

  /**
   * The vector of a passage that was prepared, or null where it was not.
   *
   * @param textHash {@link Ids#text} of it
   */
  public float @Nullable [] passage(String textHash) {
    return read(passages, textHash);
  }

  @Override
  public String fingerprint() {
    return encoder.fingerprint();
  }

  @Override
  public float[] encode(String query) {
    float[] known = read(queries, Ids.text(query));
    return known != null ? known : encoder.encodeQueries(List.of(query))[0];
  }

  @Override
  public void close() throws IOException {
    try (VectorCache first = passages;
        VectorCache second = queries) {
      // closing both, also where one fails
    }
  }

  private static void prepare(
      VectorCache cache, List<String> texts, Function<List<String>, Encoded> encoder)
      throws IOException {
    Map<String, String> missing = new LinkedHashMap<>();
    for (String text : texts) {
      String hash = Ids.text(text);
      if (!cache.contains(hash)) {
        missing.put(hash, text);
      }
    }
    if (!missing.isEmpty()) {
      float[][] vectors = encoder.apply(new ArrayList<>(missing.values())).vectors();
      int next = 0;
      for (String hash : missing.keySet()) {
        cache.add(hash, vectors[next++]);
      }
    }
  }

  private static float @Nullable [] read(VectorCache cache, String hash) {
    try {
      return cache.vector(hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
