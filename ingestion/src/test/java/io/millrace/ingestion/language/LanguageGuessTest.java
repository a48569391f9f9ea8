package io.millrace.ingestion.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LanguageGuessTest {
  @Test
  void tellsLanguages() {
    assertThat(LanguageGuess.of("The gate is closed when the level falls.")).isEqualTo("en");
    assertThat(LanguageGuess.of("闸门已经关闭，请等待。")).isEqualTo("zh");
    assertThat(LanguageGuess.of("使用 systemd 的 journalctl 命令查看 kernel 和 udev 的 log 输出"))
        .isEqualTo("zh");
    assertThat(LanguageGuess.of("The office in Qinghe has its own rules for journeys (差旅管理办法)."))
        .isEqualTo("en");
    assertThat(LanguageGuess.of("水門はすでに閉じています。")).isEqualTo("ja");
    assertThat(LanguageGuess.of("수문이 닫혔습니다")).isEqualTo("ko");
    assertThat(LanguageGuess.of("Das Tor ist geschlossen und wird nicht geöffnet."))
        .isEqualTo("de");
    assertThat(LanguageGuess.of("Ворота закрыты")).isEqualTo("ru");
    assertThat(LanguageGuess.of("42 / 17 = --")).isEqualTo("und");
    assertThat(LanguageGuess.of("")).isEqualTo("und");
  }
}
