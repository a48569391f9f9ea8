package io.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
  private static final ClientSettings LOCAL =
      ClientSettings.of(URI.create("http://127.0.0.1:7700"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "/api",
        "ftp://host",
        "http:///path",
        "http://host?q=1",
        "http://host#a",
        "http://user:secret@host"
      })
  void refusesWhatIsNoBase(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClientSettings.of(URI.create(base)))
        .withMessageStartingWith("Cannot use base")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mr_geheim secret", "mr_secret\n", "mr_secret密"})
  void refusesWhatIsNoKeyAndDoesNotShowIt(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LOCAL.withKey(key))
        .withMessage("Cannot use the key: it is empty or has a character that no key has");
  }

  @Test
  void refusesATimeThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LOCAL.withTimeout(Duration.ZERO))
        .withMessage("Cannot use timeout PT0S: it must be longer than nothing");
  }

  @Test
  void doesNotShowItsKey() {
    assertThat(LOCAL.withKey("mr_secret").toString())
        .isEqualTo("http://127.0.0.1:7700 with a key, timeout PT30S");
  }
}
