package io.millrace.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.embedding.encode.GoldenEmbeddings.Expected;
import io.millrace.embedding.pretrained.Pretrained;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncoderTest {
  private static final EncoderOptions FP32 =
      EncoderOptions.DEFAULT.with(Precision.FP32).withThreads(1);
  private static final Offset<Double> SMALL = Offset.offset(1e-5);

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
    for (Expected one : expected) {
      if (!one.name().equals(LITERALS)) {
        long[] ids = query ? encoder.queryIds(one.text()) : encoder.passageIds(one.text());
        assertThat(ids).as(one.name()).isEqualTo(one.ids());
      }
    }
    List<String> texts = GoldenEmbeddings.texts();
    float[][] vectors = query ? encoder.encodeQueries(texts) : encoder.encodePassages(texts);
    assertClose(expected, vectors, 0.999999);
  }

  @ParameterizedTest
  @CsvSource({
    "bge-small-en-v1.5, plain",
    "bge-small-zh-v1.5, lowercased",
    "all-MiniLM-L6-v2, plain",
    "e5-small-v2, passage"
  })
  void staysCloseInBf16(String model, String variant) throws IOException {
    assumeTrue(CpuFeatures.bf16(), "this CPU does not calculate in bf16");
    Encoder encoder = Encoders.shared(model, EncoderOptions.DEFAULT.with(Precision.BF16));
    List<Expected> expected = GoldenEmbeddings.of(model, variant);
    assertClose(expected, encoder.encodePassages(GoldenEmbeddings.texts()), 0.9995);
  }

  private static void assertClose(List<Expected> expected, float[][] vectors, double cosine) {
    assertThat(vectors).hasNumberOfRows(expected.size());
    for (int i = 0; i < vectors.length; i++) {
      Expected one = expected.get(i);
      if (!one.name().equals(LITERALS)) {
        assertThat(GoldenEmbeddings.cosine(vectors[i], one.vector()))
            .as(one.name())
            .isGreaterThanOrEqualTo(cosine);
        assertThat(GoldenEmbeddings.cosine(vectors[i], vectors[i])).isEqualTo(1, SMALL);
      }
    }
  }

  @Test
  void encodesMixedBatchesAsSingleTexts() throws IOException {
    Encoder encoder = Encoders.shared("all-MiniLM-L6-v2", FP32);
    List<String> texts = new ArrayList<>(GoldenEmbeddings.texts());
    texts.addAll(texts);
    texts.addAll(texts);
    Encoded together = encoder.passages(texts);
    long tokens = 0;
    for (int i = 0; i < 24; i++) {
      Encoded alone = encoder.passages(List.of(texts.get(i)));
      assertThat(distance(alone.vectors()[0], together.vectors()[i])).isLessThan(1e-5);
      assertThat(distance(alone.vectors()[0], together.vectors()[i + 72])).isLessThan(1e-5);
      tokens += alone.tokens();
    }
    assertThat(together.tokens()).isEqualTo(4 * tokens);
    assertThat(encoder.encodePassages(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "all-MiniLM-L6-v2, FP32, 0.999999",
    "bge-small-en-v1.5, FP32, 0.999999",
    "all-MiniLM-L6-v2, BF16, 0.9995",
    "bge-small-en-v1.5, BF16, 0.9995"
  })
  void encodesTextsOfOneLengthTogetherAsAlone(String model, Precision precision, double cosine) {
    assumeTrue(precision != Precision.BF16 || CpuFeatures.bf16(), "this CPU has no bf16");
    Encoder encoder = Encoders.shared(model, FP32.with(precision));
    List<String> texts = new ArrayList<>(List.of("", "mill"));
    for (String word : List.of("river", "stone", "grain")) {
      texts.add("the " + word + " is here"); // three of one length
      texts.add((word + " ").repeat(600)); // cut off at the limit: scores too large for one product
    }
    float[][] together = encoder.encodePassages(texts);
    for (int i = 0; i < texts.size(); i++) {
      float[] alone = encoder.encodePassages(List.of(texts.get(i)))[0];
      assertThat(GoldenEmbeddings.cosine(together[i], alone))
          .as(texts.get(i))
          .isGreaterThanOrEqualTo(cosine);
    }
    assertThat(GoldenEmbeddings.cosine(together[2], together[4])).isLessThan(0.99);
    assertThat(GoldenEmbeddings.cosine(together[3], together[5])).isLessThan(0.99);
  }

  private static double distance(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void fillsBatchesWithTokensLongestFirst() {
    List<long[]> ids = List.of(new long[3], new long[4000], new long[90], new long[5000]);
    assertThat(Encoder.batches(ids))
        .usingElementComparator(Arrays::compare)
        .containsExactly(new int[] {3}, new int[] {1, 2, 0});
    assertThat(Encoder.batches(List.of())).isEmpty();
  }

  @Test
  void givesTheSameToManyThreads() throws IOException, InterruptedException, ExecutionException {
    Encoder encoder = Encoders.shared("all-MiniLM-L6-v2", FP32);
    List<String> texts = GoldenEmbeddings.texts();
    float[][] expected = encoder.encodePassages(texts);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[][]>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(() -> encoder.encodePassages(texts)));
      }
      for (Future<float[][]> result : results) {
        for (int i = 0; i < expected.length; i++) {
          assertThat(distance(result.get()[i], expected[i])).isLessThan(1e-6);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void encodesTheBeginningOfWhatIsTooLong() {
    Encoder encoder = Encoders.shared("all-MiniLM-L6-v2", FP32.withMaxTokens(16));
    String text =
        "a water mill turns in the river and its wheel drives the stones that grind grain ";
    Encoded encoded = encoder.passages(List.of(text.repeat(100_000), text));
    assertThat(encoded.tokens()).isEqualTo(32);
    assertThat(distance(encoded.vectors()[0], encoded.vectors()[1])).isLessThan(1e-6);
  }

  @Test
  void hasAFingerprintForWhatChangesVectors() {
    Encoder encoder = Encoders.shared("e5-small-v2", FP32);
    assertThat(encoder.dimension()).isEqualTo(384);
    assertThat(encoder.maxTokens()).isEqualTo(512);
    assertThat(encoder.fingerprint())
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(encoder.queryFingerprint());
    Encoder shorter = Encoders.shared("all-MiniLM-L6-v2", FP32.withMaxTokens(16));
    Encoder whole = Encoders.shared("all-MiniLM-L6-v2", FP32);
    assertThat(whole.fingerprint())
        .isEqualTo(whole.queryFingerprint())
        .isNotEqualTo(shorter.fingerprint())
        .isNotEqualTo(encoder.fingerprint());
    assertThat(Encoders.shared("all-MiniLM-L6-v2", FP32)).isSameAs(whole);
  }

  @Test
  void saysWhatCannotBeDone() {
    Pretrained model = Pretrained.open(Encoders.models(), "all-MiniLM-L6-v2");
    assertThatThrownBy(() -> Encoder.open(model, FP32.withMaxTokens(513)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot encode texts of 513 tokens: all-MiniLM-L6-v2 has positions for 512");
    assertThatThrownBy(() -> Encoders.shared("no-such-model", FP32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot open the model no-such-model: it is neither a folder nor one of"
                + " bge-small-en-v1.5, bge-small-zh-v1.5, all-MiniLM-L6-v2, e5-small-v2");
    assumeTrue(!NativeBert.seesGpu(), "this machine has a GPU");
    EncoderOptions cuda = new EncoderOptions(Precision.AUTO, Compute.CUDA, 0, 0);
    assertThatThrownBy(() -> Encoder.open(model, cuda))
        .hasMessage("Cannot encode on cuda: the engine sees no GPU; use auto or cpu");
  }

  @Test
  void refusesToEncodeWhenClosed() {
    Encoder encoder = Encoder.open(Pretrained.open(Encoders.models(), "all-MiniLM-L6-v2"), FP32);
    assertThat(encoder.encodeQueries(List.of("mill"))).hasNumberOfRows(1);
    encoder.close();
    encoder.close();
    assertThatThrownBy(() -> encoder.encodeQueries(List.of("mill")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot encode: the encoder all-MiniLM-L6-v2 is closed");
  }
}
