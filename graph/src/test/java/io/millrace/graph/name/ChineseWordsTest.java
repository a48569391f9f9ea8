package io.millrace.graph.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChineseWordsTest {
  @Test
  void noWordReachesOverTheEnds() {
    assertThat(ChineseWords.isWhole("后来在北大工作", 3, 5)).isTrue();
    assertThat(ChineseWords.isWhole("毕业于东北大学。", 4, 6)).isFalse();
    assertThat(ChineseWords.isWhole("北大", 0, 2)).isTrue();
  }
}
