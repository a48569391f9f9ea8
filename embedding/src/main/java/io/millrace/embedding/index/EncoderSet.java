package io.millrace.embedding.index;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.core.table.Chunk;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The encoders of a generation by the language whose passages they encode.
 *
 * @param byLanguage BCP 47 primary language, or {@value #ANY} for an encoder of every other
 *     language
 */
public record EncoderSet(@JsonValue SortedMap<String, IndexedEncoder> byLanguage)
    implements Serializable {
  /** The language of an encoder that serves all languages without one of their own. */
  public static final String ANY = "*";

  /** No encoder: a generation for full-text search alone. */
  public static final EncoderSet NONE = new EncoderSet(new TreeMap<>());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EncoderSet {
    byLanguage = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byLanguage));
  }

  /** As the constructor. */
  public static EncoderSet of(Map<String, IndexedEncoder> byLanguage) {
    return new EncoderSet(new TreeMap<>(byLanguage));
  }

  /** One encoder for every language. */
  public static EncoderSet ofAll(IndexedEncoder encoder) {
    return of(Map.of(ANY, encoder));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return byLanguage.isEmpty();
  }

  /** Each encoder once. */
  public List<IndexedEncoder> distinct() {
    return new ArrayList<>(new LinkedHashSet<>(byLanguage.values()));
  }

  /** The encoder of a passage: as {@link #of(String, String)}. */
  public IndexedEncoder of(Chunk chunk) {
    return of(chunk.language(), chunk.encoded());
  }

  /**
   * The encoder of a text: that of its language; for a language without one that of {@value #ANY};
   * without that either, that of Chinese where at least half of the words are in a Chinese,
   * Japanese or Korean script and else that of English; failing all, the first.
   *
   * @param language BCP 47 tag, {@code und} where it cannot be told
   * @throws IllegalStateException when there is no encoder
   */
  public IndexedEncoder of(String language, String text) {
    if (byLanguage.isEmpty()) {
      throw new IllegalStateException("Cannot choose an encoder: there is none");
    }
    @Nullable IndexedEncoder chosen = byLanguage.get(Exact.primaryLanguage(language));
    if (chosen == null) {
      chosen = byLanguage.get(ANY);
    }
    if (chosen == null) {
      chosen = byLanguage.get(Script.cjkShare(text) >= 0.5 ? "zh" : "en");
    }
    return chosen != null ? chosen : byLanguage.values().iterator().next();
  }
}
