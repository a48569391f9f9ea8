package io.millrace.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.embedding.encode.GoldenEmbeddings.Expected;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncoderTest {
  private static final EncoderOptions FP32 = EncoderOptions.DEFAULT.with(Precision.FP32);

  /** The only text that golden values read differently: its special tokens are literal there. */
  private static final String LITERALS = "special-token-literals";

  @ParameterizedTest
  @CsvSource({
    "bge-small-en-v1.5, plain, false",
    "bge-small-en-v1.5, query, true",
    "bge-small-zh-v1.5, lowercased, false",
    "all-MiniLM-L6-v2, plain, false",
    "e5-small-v2, passage, false",
    "e5-small-v2, query, true"
  })
  void encodesAsOnnxRuntimeDoes(String model, String variant, boolean query) throws IOException {
    Encoder encoder = Encoders.shared(model, FP32);
    List<Expected> expected = GoldenEmbeddings.of(model, variant);
    List<String> texts = GoldenEmbeddings.texts();
    float[][] vectors = query ? encoder.encodeQueries(texts) : encoder.encodePassages(texts);
    for (int i = 0; i < texts.size(); i++) {
      Expected one = expected.get(i);
      if (!one.name().equals(LITERALS)) {
        long[] ids = query ? encoder.queryIds(one.text()) : encoder.passageIds(one.text());
        assertThat(ids).as(one.name()).isEqualTo(one.ids());
        assertThat(GoldenEmbeddings.cosine(vectors[i], one.vector()))
            .as(one.name())
            .isGreaterThan(0.999999);
      }
    }
  }
}
