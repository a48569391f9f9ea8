package io.millrace.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EncoderChoiceTest {
  private static final String CHINESE = "bge-small-zh-v1.5";
  private static final String ENGLISH = "bge-small-en-v1.5";

  @Test
  void choosesByLanguage() {
    EncoderChoice choice = EncoderChoice.builtIn();
    assertThat(choice.ofLanguage("zh")).isEqualTo(CHINESE);
    assertThat(choice.ofLanguage("zh-TW")).isEqualTo(CHINESE);
    assertThat(choice.ofLanguage("zha")).isEqualTo(ENGLISH);
    assertThat(choice.ofLanguage("und")).isEqualTo(ENGLISH);
    assertThat(choice.models()).containsExactly(ENGLISH, CHINESE);
  }

  @Test
  void asksBothForAMixedQuery() {
    EncoderChoice choice = EncoderChoice.builtIn();
    assertThat(choice.ofQuery("水车 1086？")).containsExactly(CHINESE);
    assertThat(choice.ofQuery("water mill")).containsExactly(ENGLISH);
    assertThat(choice.ofQuery("1086")).containsExactly(ENGLISH);
    assertThat(choice.ofQuery("Lucene 的向量检索")).containsExactly(ENGLISH, CHINESE);
    assertThat(EncoderChoice.single("m").ofQuery("Lucene 的向量")).containsExactly("m");
  }

  @Test
  void readsTheFlagsOfACpu() {
    assertThat(CpuFeatures.bf16(Stream.of("processor : 0", "flags\t: fpu avx512_bf16 avx2")))
        .isTrue();
    assertThat(CpuFeatures.bf16(Stream.of("flags\t: fpu avx2 avx512f"))).isFalse();
    assertThat(CpuFeatures.bf16(Stream.of("Features\t: fp asimd bf16 i8mm"))).isTrue();
    assertThat(CpuFeatures.bf16(Stream.of())).isFalse();
  }
}
