package io.millrace.ingestion.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BeforeTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  @Test
  void whatWasLiveBeforeItWasNotedDoesNotBeginNow() {
    assertThat(new Before(true, null).firstIngestedAt(Outcome.LIVE, NOW)).isNull();
    assertThat(new Before(false, null).firstIngestedAt(Outcome.LIVE, NOW)).isEqualTo(NOW);
    assertThat(new Before(false, null).firstIngestedAt(Outcome.REJECTED, NOW)).isNull();
    assertThat(new Before(false, Instant.EPOCH).firstIngestedAt(Outcome.LIVE, NOW))
        .isEqualTo(Instant.EPOCH);
  }
}
