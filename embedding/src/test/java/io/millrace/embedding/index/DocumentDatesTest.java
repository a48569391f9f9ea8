package io.millrace.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DocumentDatesTest {
  @Test
  void theYearIsThatOfTheInstantInUtc() {
    assertThat(DocumentDates.year(Map.of("date", "2024-12-31T23:30:00-05:00")))
        .isEqualTo(OptionalInt.of(2025));
    assertThat(DocumentDates.year(Map.of("created", "1969-12-31"))).isEqualTo(OptionalInt.of(1969));
    assertThat(DocumentDates.year(Map.of("created", "soon"))).isEmpty();
  }

  @Test
  void aDateBeyondMillisecondsIsNoDate() {
    Map<String, String> metadata =
        Map.of("date", "+999999999-01-01T00:00:00Z", "created", "1970-01-02");
    assertThat(DocumentDates.date(metadata)).isEqualTo(OptionalLong.of(86_400_000));
  }
}
