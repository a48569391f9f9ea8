package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.RejectCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private final Messages english = Messages.of(Locale.ENGLISH);
  private final Messages chinese = Messages.of(Locale.CHINESE);

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    Properties first = properties("messages.properties");
    Properties second = properties("messages_zh.properties");

    assertThat(second.stringPropertyNames()).isEqualTo(first.stringPropertyNames());
    for (String key : first.stringPropertyNames()) {
      // a Chinese noun need not know its number
      assertThat(new MessageFormat(second.getProperty(key)).getFormatsByArgumentIndex())
          .as(key)
          .hasSizeLessThanOrEqualTo(
              new MessageFormat(first.getProperty(key)).getFormatsByArgumentIndex().length);
    }
  }

  @Test
  void everyCodeIsExplained() {
    for (RejectCode code : RejectCode.values()) {
      assertThat(english.has("reject." + code)).isTrue();
      assertThat(english.has("reject." + code + ".advice")).isTrue();
    }
  }

  @Test
  void numbersAgreeWithTheirNouns() {
    assertThat(english.text("found.count", 0)).isEqualTo("No passages");
    assertThat(english.text("found.count", 1)).isEqualTo("1 passage");
    assertThat(english.text("found.count", 2)).isEqualTo("2 passages");
    assertThat(english.text("start.documents", 102_417L))
        .isEqualTo("102,417 documents that you may read");
    assertThat(chinese.text("start.documents", 102_417L)).isEqualTo("您可以阅读 102,417 篇文档");
  }

  @Test
  void timesReadInTheLanguage() {
    assertThat(english.time(Sample.NOW)).isEqualTo("Mar 4, 2026 09:30 UTC");
    assertThat(chinese.time(Sample.NOW)).isEqualTo("2026年3月4日 09:30 UTC");
    assertThat(english.age(Sample.NOW.minusSeconds(3600), Sample.NOW)).isEqualTo("1 hour ago");
    assertThat(chinese.age(Sample.NOW.minusSeconds(200_000), Sample.NOW)).isEqualTo("2 天前");
    assertThat(english.duration(Duration.ofSeconds(550))).isEqualTo("9 min 10 s");
  }

  @Test
  void metadataReadsAsWhatItIs() {
    assertThat(english.metadataValue("2026-03-04T09:30:00Z")).isEqualTo("Mar 4, 2026 09:30 UTC");
    assertThat(chinese.metadataValue("2026-03-04T09:30:00.5Z")).isEqualTo("2026年3月4日 09:30 UTC");
    assertThat(english.metadataValue("2026-02-30T09:30:00Z")).isEqualTo("2026-02-30T09:30:00Z");
    assertThat(english.metadataValue("王海")).isEqualTo("王海");
    assertThat(english.countName("chunks")).isEqualTo("passages");
    assertThat(english.countName("chunks.rows")).isEqualTo("chunks.rows");
  }

  @Test
  void sizesHaveTheUnitThatFits() {
    assertThat(english.size(1)).isEqualTo("1 byte");
    assertThat(english.size(2_481_920)).isEqualTo("2.5 MB");
    assertThat(english.size(999_900)).isEqualTo("1 MB");
    assertThat(english.size(48_300)).isEqualTo("48 KB");
  }

  @Test
  void kindsOfFileHaveNames() {
    assertThat(english.typeName("application/pdf")).isEqualTo("PDF");
    assertThat(
            chinese.typeName("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
        .isEqualTo("Excel");
    assertThat(chinese.typeName("text/plain; charset=UTF-8")).isEqualTo("纯文本");
    assertThat(english.typeName("application/x-unheard-of")).isEqualTo("application/x-unheard-of");
  }

  private static Properties properties(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream input = Objects.requireNonNull(Messages.class.getResourceAsStream(name))) {
      properties.load(new InputStreamReader(input, StandardCharsets.UTF_8));
    }
    return properties;
  }

  /** Keys that templates put together: the rest is a name of an enum, a field, a media type. */
  private static final Pattern COMPOSED =
      Pattern.compile(
          "(filter|hit\\.why|kind|metadata|mode|notice|problem|reject|type|count|age|duration|graph\\.(type|relation|table))\\..+");

  @Test
  void everyTextHasAUser() throws IOException {
    StringBuilder users = new StringBuilder();
    for (String folder :
        List.of(
            "src/main/jte", "src/main/java", "src/main/resources/io/millrace/query/page/assets")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          users.append(Files.readString(file));
        }
      }
    }
    assertThat(properties("messages.properties").stringPropertyNames())
        .filteredOn(key -> !COMPOSED.matcher(key).matches())
        .allMatch(key -> users.indexOf('"' + key + '"') >= 0);
  }
}
