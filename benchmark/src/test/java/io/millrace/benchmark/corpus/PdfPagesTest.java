package io.millrace.benchmark.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PdfPagesTest {
  @Test
  void breaksAtSpacesAndBesideHan() {
    // a Latin letter counts 0.52 em, a Han character 1
    assertThat(PdfPages.broken("aa bb cc", 3.0)).containsExactly("aa bb", "cc");
    assertThat(PdfPages.broken("水库水位超过", 4.0)).containsExactly("水库水位", "超过");
    assertThat(PdfPages.broken("abcdefgh", 2.1)).containsExactly("abcd", "efgh");
  }

  @Test
  void writesUtf16InHexadecimal() {
    assertThat(PdfPages.hex("A水")).isEqualTo("00416c34");
  }
}
