package io.millrace.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexedEncoder;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmbedJobTest {
  private static final IndexedEncoder ENGLISH = new IndexedEncoder("en-model", "e".repeat(32), 384);
  private static final IndexedEncoder CHINESE = new IndexedEncoder("zh-model", "c".repeat(32), 512);

  @Test
  void anEncoderThatServesMoreThanBeforeHasNotSeenIt() {
    EncoderSet two = EncoderSet.of(Map.of(EncoderSet.ANY, ENGLISH, "zh", CHINESE));
    EncoderSet alone = EncoderSet.ofAll(ENGLISH);

    assertThat(EmbedJob.seenKey(ENGLISH, alone)).isNotEqualTo(EmbedJob.seenKey(ENGLISH, two));
    assertThat(EmbedJob.seenKey(CHINESE, two)).isNotEqualTo(EmbedJob.seenKey(ENGLISH, two));
    assertThat(EmbedJob.seenKey(ENGLISH, two))
        .isEqualTo(
            EmbedJob.seenKey(
                ENGLISH, EncoderSet.of(Map.of("zh", CHINESE, EncoderSet.ANY, ENGLISH))));
  }
}
