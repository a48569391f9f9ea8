package io.millrace.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class SizeTest {
  @Test
  void readsUnits() {
    assertThat(new Size().convert("60MB")).isEqualTo(62_914_560L); // 60 * 2^20
    assertThat(new Size().convert("1gb")).isEqualTo(1L << 30);
    assertThat(new Size().convert("512")).isEqualTo(512);
    assertThatThrownBy(() -> new Size().convert("60 megabytes"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("60 megabytes");
  }
}
