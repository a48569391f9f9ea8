package io.millrace.graph.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Mention;
import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements alone, and what the extractor makes of them. */
class AliasesTest {
  private static final BuiltInExtractor EXTRACTOR = new BuiltInExtractor(Dictionary.EMPTY);

  private static List<String> stated(String text) {
    return Aliases.in(text, List.of()).stream()
        .map(
            each ->
                text.substring(each.aliasStart(), each.aliasEnd())
                    + " = "
                    + text.substring(each.nameStart(), each.nameEnd()))
        .toList();
  }

  private static List<String> facts(String text) {
    Extraction extraction = EXTRACTOR.extract("hash", text);
    return extraction.facts().stream()
        .filter(fact -> fact.type().equals("also_known_as"))
        .map(
            fact ->
                said(extraction, fact.arguments().get(1))
                    + " = "
                    + said(extraction, fact.arguments().get(0)))
        .toList();
  }

  private static String said(Extraction extraction, Fact.Argument argument) {
    return extraction.mentions().get(argument.mention()).text();
  }

  /** The examples of Schwartz and Hearst's paper, and others; none needs to be a name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "by heat shock transcription factor (HSF) in cells | HSF = heat shock transcription factor",
        "the tumor necrosis factor alpha (TNF-alpha) level | TNF-alpha = tumor necrosis factor alpha",
        "two timed artificial insemination (TAI) protocols | TAI = timed artificial insemination",
        "gas chromatography-mass spectrometry (GC-MS) was | GC-MS = gas chromatography-mass spectrometry",
        "The MPS (Mingsha Power Station) runs | MPS = Mingsha Power Station"
      })
  void shortFormsByTheirLetters(String text, String statement) {
    assertThat(stated(text)).containsExactly(statement);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It grew (see below).",
        "in the third group (n = 12) of",
        "Large tables (p < 0.01) were",
        "the pump (P-17) stands",
        "He stayed (1999) there.",
        "the river (which is deep) flows",
        "((((",
        "（）（",
        "(MPS)"
      })
  void whatIsNoShortForm(String text) {
    assertThat(stated(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Mingsha Power Station (MPS) was opened. | MPS = Mingsha Power Station",
        "International Business Machines Corporation (IBM) grew. | IBM = International Business Machines Corporation",
        "Samuel Clemens, also known as Mark Twain, wrote it. | Mark Twain = Samuel Clemens",
        "Facebook Inc (formerly TheFacebook Inc) grew. | TheFacebook Inc = Facebook Inc",
        "Acme Widgets Inc. (\"Acme\") was sold. | Acme = Acme Widgets Inc",
        "明沙电站（Mingsha Power Station）于2019年投产。 | Mingsha Power Station = 明沙电站",
        "他毕业于北京大学（以下简称“北大”）。 | 北大 = 北京大学",
        "国家电网有限公司（简称国家电网）发布了通知。 | 国家电网 = 国家电网有限公司",
        "中国石油天然气集团公司（中石油）在北京。 | 中石油 = 中国石油天然气集团公司",
        "明沙电站又称明电，位于甘肃省。 | 明电 = 明沙电站"
      })
  void otherNamesAreFacts(String text, String fact) {
    assertThat(facts(text)).containsExactly(fact);
  }

  @Test
  void severalInOnePairOfBrackets() {
    assertThat(facts("国际商业机器公司（International Business Machines Corporation，简称IBM）成立于1911年。"))
        .contains("International Business Machines Corporation = 国际商业机器公司", "IBM = 国际商业机器公司");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "John Smith (CEO) met her in Geneva.",
        "李明（谷歌公司）访问了北京大学。",
        "北京大学（Beijing）成立于1898年。",
        "Tsinghua University（北京）成立于1911年。",
        "Debian (Linux) was released.",
        "甲方为明沙电站（以下简称“公司”）。",
        "支持越南语（越南）和瑞典语（瑞典）。",
        "Margaret Hamilton, formerly of Acme Widgets Inc, left.",
        "John Smith (1901–1980) lived in Berlin."
      })
  void whatIsNoOtherName(String text) {
    assertThat(facts(text)).isEmpty();
  }

  @Test
  void theShortFormIsKnownElsewhere() {
    String text = "MPS stood still. The Mingsha Power Station (MPS) was repaired, then MPS ran.";
    assertThat(EXTRACTOR.extract("hash", text).mentions())
        .filteredOn(each -> each.text().equals("MPS"))
        .extracting(Mention::type)
        .containsExactly("place", "place", "place");
  }

  @Test
  void aShortFormWithinAWordIsNotKnown() {
    String text = "王海毕业于北京大学（以下简称“北大”），后来在北大工作，妻子毕业于东北大学。";
    assertThat(EXTRACTOR.extract("hash", text).mentions())
        .filteredOn(each -> each.type().equals("organization"))
        .extracting(Mention::text)
        .containsExactly("北京大学", "北大", "北大", "东北大学");
  }
}
