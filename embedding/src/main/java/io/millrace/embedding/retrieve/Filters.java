package io.millrace.embedding.retrieve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a passage must be like to be found; an empty set, an empty map and null ask for nothing.
 *
 * @param languages BCP 47 tags; {@code zh} also finds {@code zh-Hant}
 * @param mediaTypes media types; {@code text/*} finds all of the family
 * @param sources names of sources
 * @param metadata entries that a document must have, all of them
 * @param from the earliest date of a document, inclusive; a document without a date is not found
 * @param to the latest date of a document, exclusive; a document without a date is not found
 * @param documents ids of documents, the only ones to be found
 * @param excludedDocuments ids of documents that must not be found; a large set is cheap where it
 *     is immutable and the same object from one request to the next
 */
public record Filters(
    Set<String> languages,
    Set<String> mediaTypes,
    Set<String> sources,
    Map<String, String> metadata,
    @Nullable Instant from,
    @Nullable Instant to,
    Set<String> documents,
    Set<String> excludedDocuments) {

  /** Everything is found. */
  public static final Filters NONE =
      new Filters(Set.of(), Set.of(), Set.of(), Map.of(), null, null, Set.of(), Set.of());

  public Filters {
    languages = Set.copyOf(languages);
    mediaTypes = Set.copyOf(mediaTypes);
    sources = Set.copyOf(sources);
    metadata = Map.copyOf(metadata);
    documents = Set.copyOf(documents);
    excludedDocuments = Set.copyOf(excludedDocuments);
  }

  /**
   * Reads a date as people write it: a day, which begins at midnight UTC, or an instant.
   *
   * @param text such as {@code 2024-01-31} or {@code 2024-01-31T12:00:00Z}
   * @throws DateTimeException where it is neither, or milliseconds cannot hold it
   */
  public static Instant date(String text) {
    Instant instant =
        text.length() == "2024-01-31".length()
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(text);
    try {
      return Instant.ofEpochMilli(instant.toEpochMilli());
    } catch (ArithmeticException e) {
      throw new DateTimeException("Too far away: " + text, e);
    }
  }

  /** The same for these languages. */
  public Filters withLanguages(Set<String> other) {
    return new Filters(
        other, mediaTypes, sources, metadata, from, to, documents, excludedDocuments);
  }

  /** The same for these media types. */
  public Filters withMediaTypes(Set<String> other) {
    return new Filters(languages, other, sources, metadata, from, to, documents, excludedDocuments);
  }

  /** The same for these sources. */
  public Filters withSources(Set<String> other) {
    return new Filters(
        languages, mediaTypes, other, metadata, from, to, documents, excludedDocuments);
  }

  /** The same for these metadata entries. */
  public Filters withMetadata(Map<String, String> other) {
    return new Filters(
        languages, mediaTypes, sources, other, from, to, documents, excludedDocuments);
  }

  /** The same for these dates. */
  public Filters between(@Nullable Instant earliest, @Nullable Instant before) {
    return new Filters(
        languages, mediaTypes, sources, metadata, earliest, before, documents, excludedDocuments);
  }

  /** The same without these documents. */
  public Filters without(Set<String> others) {
    return new Filters(languages, mediaTypes, sources, metadata, from, to, documents, others);
  }

  /** The same for these documents alone. */
  public Filters only(Set<String> those) {
    return new Filters(
        languages, mediaTypes, sources, metadata, from, to, those, excludedDocuments);
  }
}
