package io.millrace.graph.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static final Names NAMES = new Names();

  private static List<String> in(String text) {
    return NAMES.in(text).stream()
        .map(each -> each.type() + " " + text.substring(each.start(), each.end()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The package is maintained by Josip Rodin. | person Josip Rodin",
        "It was written by J. R. R. Tolkien in Oxford. | person J. R. R. Tolkien, place Oxford",
        "Yesterday Dr. Nakamoto left the hospital. | person Nakamoto",
        "He studied at the University of California, then at the United Nations. | organization University of California, organization United Nations",
        "Acme Widgets Inc. was sold. | organization Acme Widgets Inc",
        "She moved to France and then to Berlin. | place France, place Berlin",
        "Installing PostgreSQL on Debian is easy. | product PostgreSQL, product Debian",
        "They crossed Baker Street. | place Baker Street",
        "《红楼梦》是一部小说。 | work 《红楼梦》",
        "总经理王海在北京会见了李明。 | person 王海, place 北京, person 李明",
        "他毕业于北京大学。 | organization 北京大学"
      })
  void namesWithTheirTypes(String text, String names) {
    assertThat(in(text)).containsExactly(names.split(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Next Step is easy. | x",
        "See Section 5 for details. | x",
        "However, on Monday it failed. | x",
        "HOW TO INSTALL THE PUMP | x",
        "今天天气很好。 | x"
      })
  void whatNamesNothing(String text, String unused) {
    assertThat(in(text)).isEmpty();
  }

  @Test
  void whoWasNamedOnceIsKnownByTheLastName() {
    assertThat(in("Margaret Hamilton led the team. Later Hamilton won a prize."))
        .containsExactly("person Margaret Hamilton", "person Hamilton");
  }

  @Test
  void bothLanguagesInOneSentence() {
    assertThat(in("王海使用PostgreSQL和Debian管理数据。"))
        .contains("person 王海", "product PostgreSQL", "product Debian");
  }
}
