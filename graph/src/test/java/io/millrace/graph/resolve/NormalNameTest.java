package io.millrace.graph.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "organization; Acme Widgets, Inc.; ACME WIDGETS",
        "organization; The Free Software Foundation; Free Software Foundation",
        "organization; Siemens AG; Siemens",
        "organization; 国家电网有限公司; 國家電網有限責任公司",
        "organization; Ｉ．Ｂ．Ｍ．; IBM",
        "person; Dr. John Smith; Smith, John",
        "person; 王海先生; 王海",
        "person; Jean-Luc Picard; Jean Luc Picard",
        "place; The U.S.; US",
        "place; 《臺北》; 台北",
        "work; “Reference Card”; reference   card",
        "product; Node.js; node.js"
      })
  void waysToWriteOneNameHaveOneForm(String type, String one, String other) {
    assertThat(NormalName.form(type, one, null)).isEqualTo(NormalName.form(type, other, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "organization; Bank of China; Bank of America",
        "organization; 公司; 有限公司",
        "product; C++; C#",
        "product; Debian 12; Debian 13",
        "person; 李先生; 王先生",
        "place; 北京市; 北京"
      })
  void twoNamesStayTwo(String type, String one, String other) {
    assertThat(NormalName.form(type, one, null)).isNotEqualTo(NormalName.form(type, other, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"person; ...; person|...", "work; 《》; work|《》", "person; 先生; person|先生"})
  void aNameOfMarksAloneIsItself(String type, String name, String form) {
    assertThat(NormalName.form(type, name, null)).isEqualTo(form);
  }
}
