package io.millrace.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A question. Begin with {@link #of}; what is null or empty is not asked for.
 *
 * @param text plain words in any language, never a query syntax
 * @param k how many hits at most, from 1, or null for as many as the service gives by itself
 * @param mode how passages are found, or null for the service's own way, which is hybrid
 * @param languages BCP 47 tags, any of them; {@code zh} also finds {@code zh-Hant}
 * @param types media types, any of them; {@code text/*} finds all of the family
 * @param sources names of sources, any of them
 * @param metadata entries that a document must have, all of them
 * @param from the earliest date of a document, inclusive, or null
 * @param to the latest date of a document, exclusive, or null
 * @param extras what the answer has besides hits
 */
public record SearchQuery(
    String text,
    @Nullable Integer k,
    @Nullable SearchMode mode,
    Set<String> languages,
    Set<String> types,
    Set<String> sources,
    Map<String, String> metadata,
    @Nullable Instant from,
    @Nullable Instant to,
    Set<Extra> extras) {

  /** What an answer may have besides hits. */
  public enum Extra {
    /** Why each hit stands where it does. */
    WHY,
    /** Counts by language, type, source and year. */
    FACETS
  }

  /**
   * Checks what the service could not tell from something else; the service checks the rest.
   *
   * @throws IllegalArgumentException where the text is blank or a filter cannot be sent
   */
  public SearchQuery {
    if (text.isBlank()) {
      throw new IllegalArgumentException("Cannot search: the question is blank");
    }
    languages = copy("language", languages);
    types = copy("type", types);
    sources = copy("source", sources);
    metadata = Map.copyOf(metadata);
    if (metadata.containsKey("")) {
      throw new IllegalArgumentException("Cannot filter by metadata: a key is empty");
    }
    extras = Set.copyOf(extras);
  }

  /** The question alone. */
  public static SearchQuery of(String text) {
    return new SearchQuery(
        text, null, null, Set.of(), Set.of(), Set.of(), Map.of(), null, null, Set.of());
  }

  /** The same with another number of hits. */
  public SearchQuery withK(int other) {
    return new SearchQuery(
        text, other, mode, languages, types, sources, metadata, from, to, extras);
  }

  /** The same in another mode. */
  public SearchQuery withMode(SearchMode other) {
    return new SearchQuery(text, k, other, languages, types, sources, metadata, from, to, extras);
  }

  /** The same for passages in any of these languages. */
  public SearchQuery withLanguages(String... other) {
    return new SearchQuery(text, k, mode, setOf(other), types, sources, metadata, from, to, extras);
  }

  /** The same for documents of any of these media types. */
  public SearchQuery withTypes(String... other) {
    return new SearchQuery(
        text, k, mode, languages, setOf(other), sources, metadata, from, to, extras);
  }

  /** The same for documents of any of these sources. */
  public SearchQuery withSources(String... other) {
    return new SearchQuery(
        text, k, mode, languages, types, setOf(other), metadata, from, to, extras);
  }

  /** The same for documents with one more entry of metadata. */
  public SearchQuery withMetadata(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(key, value);
    return new SearchQuery(text, k, mode, languages, types, sources, more, from, to, extras);
  }

  /** The same for documents of a stretch of time; null leaves an end open. */
  public SearchQuery between(@Nullable Instant earliest, @Nullable Instant before) {
    return new SearchQuery(
        text, k, mode, languages, types, sources, metadata, earliest, before, extras);
  }

  /** The same with one more thing in the answer. */
  public SearchQuery with(Extra extra) {
    Set<Extra> more = EnumSet.of(extra);
    more.addAll(extras);
    return new SearchQuery(text, k, mode, languages, types, sources, metadata, from, to, more);
  }

  /** What is asked for, by the names of the API: texts, numbers, flags and sets of texts. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("q", text);
    put(fields, "k", k);
    put(fields, "mode", mode == null ? null : mode.label());
    put(fields, "language", languages.isEmpty() ? null : languages);
    put(fields, "type", types.isEmpty() ? null : types);
    put(fields, "source", sources.isEmpty() ? null : sources);
    metadata.forEach((key, value) -> fields.put("meta." + key, value));
    put(fields, "from", from == null ? null : from.toString());
    put(fields, "to", to == null ? null : to.toString());
    put(fields, "why", extras.contains(Extra.WHY) ? true : null);
    put(fields, "facets", extras.contains(Extra.FACETS) ? true : null);
    return fields;
  }

  /** The same as the query of a URI. */
  String uriQuery() {
    StringJoiner query = new StringJoiner("&");
    fields()
        .forEach(
            (name, value) -> {
              Iterable<?> values = value instanceof Set<?> set ? set : Set.of(value);
              values.forEach(each -> query.add(encode(name) + "=" + encode(each.toString())));
            });
    return query.toString();
  }

  /** A text within a URI's query; a space is {@code %20}, which every server reads as a space. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static Set<String> copy(String name, Set<String> values) {
    for (String value : values) {
      if (value.isBlank() || value.contains(",")) {
        throw new IllegalArgumentException(
            "Cannot filter by "
                + name
                + " '"
                + value
                + "': the service takes values apart at commas and leaves out blank ones");
      }
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }

  private static Set<String> setOf(String... values) {
    return new LinkedHashSet<>(List.of(values)); // Set.of refuses a repeated value
  }
}
