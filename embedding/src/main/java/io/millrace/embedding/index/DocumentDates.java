package io.millrace.embedding.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the dates of a document's metadata. A value that is not ISO 8601, or more than 292 million
 * years from 1970, is no date.
 */
final class DocumentDates {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm[:ss][.SSS][.SS][.S][XXX][XX][X]]");

  private DocumentDates() {}

  /** Epoch milliseconds of a metadata entry. */
  static OptionalLong millis(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    return value == null ? OptionalLong.empty() : millis(value.strip());
  }

  /** What date filters look at: {@code date}, else {@code modified}, else {@code created}. */
  static OptionalLong date(Map<String, String> metadata) {
    for (String key : new String[] {"date", "modified", "created"}) {
      OptionalLong millis = millis(metadata, key);
      if (millis.isPresent()) {
        return millis;
      }
    }
    return OptionalLong.empty();
  }

  /** The year of {@link #date} in UTC. */
  static OptionalInt year(Map<String, String> metadata) {
    OptionalLong millis = date(metadata);
    return millis.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            Instant.ofEpochMilli(millis.getAsLong()).atOffset(ZoneOffset.UTC).getYear());
  }

  private static OptionalLong millis(String value) {
    try {
      return instant(value)
          .map(instant -> OptionalLong.of(instant.toEpochMilli()))
          .orElse(OptionalLong.empty());
    } catch (ArithmeticException beyondMilliseconds) {
      return OptionalLong.empty();
    }
  }

  private static Optional<Instant> instant(String value) {
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeException notAnInstant) {
      return other(value);
    }
  }

  private static Optional<Instant> other(String value) {
    try {
      TemporalAccessor parsed =
          ISO.parseBest(value, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof OffsetDateTime time) {
        return Optional.of(time.toInstant());
      }
      if (parsed instanceof LocalDateTime time) {
        return Optional.of(time.toInstant(ZoneOffset.UTC));
      }
      return Optional.of(LocalDate.from(parsed).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
