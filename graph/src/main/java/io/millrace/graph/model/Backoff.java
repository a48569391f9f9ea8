package io.millrace.graph.model;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a call is tried again: twice as long each time, of which a random half,
 * so that many do not come back at once; or as long as the server says.
 *
 * @param attempts how often a call is tried
 * @param first the first wait
 * @param longest the longest; a server that wants more is not waited for
 */
record Backoff(int attempts, Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 20;

  static Backoff of(int attempts) {
    return new Backoff(attempts, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  /** The wait after the {@code attempt}-th attempt, from 1. */
  Duration after(int attempt) {
    long full =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS));
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }

  /** What {@code Retry-After} says: seconds, or a date (RFC 9110, 10.2.3). */
  static Optional<Duration> asked(Optional<String> header, Clock clock) {
    return header.flatMap(
        value -> {
          String text = value.strip();
          if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
          }
          try {
            Duration wait =
                Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
          } catch (DateTimeParseException e) {
            return Optional.empty();
          }
        });
  }
}
