package io.millrace.graph.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.core.table.Extraction;
import io.millrace.core.table.Fact;
import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRulesTest {
  private static final BuiltInExtractor EXTRACTOR = new BuiltInExtractor(Dictionary.EMPTY);

  private static List<Fact> events(String text) {
    return EXTRACTOR.extract("hash", text).facts().stream()
        .filter(fact -> fact.kind() == Fact.Kind.EVENT)
        .toList();
  }

  private static List<String> told(String text) {
    Extraction extraction = EXTRACTOR.extract("hash", text);
    return events(text).stream()
        .map(
            fact -> {
              StringBuilder told = new StringBuilder(fact.type());
              for (Fact.Argument each : fact.arguments()) {
                told.append(", ")
                    .append(each.role())
                    .append(' ')
                    .append(extraction.mentions().get(each.mention()).text());
              }
              return told.toString();
            })
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Acme Widgets Inc bought Foo Bar Ltd in 2019. | acquisition, agent Acme Widgets Inc, object Foo Bar Ltd, time 2019",
        "Foo Bar Ltd was acquired by Acme Widgets Inc in Paris. | acquisition, agent Acme Widgets Inc, object Foo Bar Ltd, place Paris",
        "The acquisition of Foo Bar Ltd by Acme Widgets Inc is done. | acquisition, agent Acme Widgets Inc, object Foo Bar Ltd",
        "Acme Widgets Inc's acquisition of Foo Bar Ltd is done. | acquisition, agent Acme Widgets Inc, object Foo Bar Ltd",
        "Facebook Inc (formerly TheFacebook Inc) bought Instagram Ltd. | acquisition, agent Facebook Inc, object Instagram Ltd",
        "Margaret Hamilton resigned from Acme Widgets Inc. | departure, agent Margaret Hamilton, object Acme Widgets Inc",
        "John Smith died in London on 4 May 2010. | death, object John Smith, place London, time 4 May 2010",
        "John Smith met Margaret Hamilton in Berlin. | meeting, agent John Smith, object Margaret Hamilton, place Berlin",
        "Acme Widgets Inc and Foo Bar Ltd signed a contract in Berlin. | agreement, agent Acme Widgets Inc, agent Foo Bar Ltd, place Berlin",
        "An outage of the Mingsha Power Station was reported. | incident, object Mingsha Power Station",
        "The Mingsha Power Station was commissioned in March 2019. | opening, object Mingsha Power Station, time March 2019",
        "Acme Widgets Inc sued Foo Bar Ltd. | lawsuit, agent Acme Widgets Inc, object Foo Bar Ltd",
        "明沙电站被华能集团有限公司收购。 | acquisition, agent 华能集团有限公司, object 明沙电站",
        "2021年5月，华能集团有限公司完成对明沙电站的收购。 | acquisition, agent 华能集团有限公司, object 明沙电站, time 2021年5月",
        "明沙电站于2019年3月5日正式投产。 | opening, object 明沙电站, time 2019年3月5日",
        "明沙电站昨日发生爆炸，3人死亡。 | incident, object 明沙电站",
        "华能集团有限公司对明沙电站进行检修。 | maintenance, agent 华能集团有限公司, object 明沙电站",
        "王海辞去明沙电站站长职务。 | departure, agent 王海, object 明沙电站",
        "王海在北京会见了李明。 | meeting, agent 王海, object 李明, place 北京",
        "北京大学与清华大学在上海签署合作协议。 | agreement, agent 北京大学, agent 清华大学, place 上海",
        "清华大学图书馆落成于1931年。 | construction, object 清华大学图书馆, time 1931年",
        "最高人民法院对华能集团有限公司罚款。 | penalty, agent 最高人民法院, object 华能集团有限公司"
      })
  void whoDidWhatWhereAndWhen(String text, String event) {
    assertThat(told(text)).containsExactly(event);
  }

  @Test
  void theObjectOfOneEventIsNotWhoDoesTheNext() {
    assertThat(
            told(
                "Acme Widgets Inc, a unit of Big Holdings, acquired Foo Bar Ltd and opened the Baker Library."))
        .containsExactly(
            "acquisition, agent Acme Widgets Inc, object Foo Bar Ltd",
            "opening, agent Acme Widgets Inc, object Baker Library");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Acme Widgets Inc did not acquire Foo Bar Ltd.",
        "Acme Widgets Inc denied that it had acquired Foo Bar Ltd.",
        "Acme Widgets Inc has never bought Foo Bar Ltd.",
        "华能集团有限公司未收购明沙电站。",
        "没有发现明沙电站停机。"
      })
  void whatIsDeniedIsNoEvent(String text) {
    assertThat(events(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Acme Widgets Inc may acquire Foo Bar Ltd next year.",
        "Acme Widgets Inc plans to acquire Foo Bar Ltd.",
        "Foo Bar Ltd will be acquired by Acme Widgets Inc.",
        "华能集团有限公司拟收购明沙电站。",
        "华能集团有限公司将于2025年收购明沙电站。"
      })
  void whatIsPlannedIsMarked(String text) {
    assertThat(events(text)).hasSize(1);
    assertThat(events(text).get(0).rule()).isEqualTo("planned event: acquisition");
    assertThat(events(text).get(0).confidence()).isLessThan(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Debian releases are stable, and the release notes are long.",
        "He was appointed yesterday.",
        "They live near the Opening Bridge.",
        "选择一个Debian发布版本。",
        "Debian系统启动工具列表。",
        "如何使用GDB调试程序。",
        "检修部和收购方开会。"
      })
  void wordsThatTellNoEvent(String text) {
    assertThat(events(text)).isEmpty();
  }

  /** 0.4 for the words, 0.15 for each of agent and object, 0.05 for each of place and time. */
  @Test
  void theMoreIsFilledTheSurer() {
    assertThat(confidence("John Smith died.")).isCloseTo(0.55, within(1e-9));
    assertThat(confidence("John Smith died in London.")).isCloseTo(0.6, within(1e-9));
    assertThat(confidence("Acme Widgets Inc bought Foo Bar Ltd.")).isCloseTo(0.7, within(1e-9));
  }

  private static double confidence(String text) {
    return events(text).get(0).confidence();
  }

  @ParameterizedTest
  @CsvSource({
    "acquire, acquire/acquires/acquiring/acquired",
    "buy, buy/buys/buying/bought",
    "ship, ship/ships/shipping/shipped",
    "carry, carry/carries/carrying/carried",
    "take over, take over/takes over/taking over/took over/taken over"
  })
  void verbsAreKnownInAllForms(String verb, String forms) {
    assertThat(new EnglishVerbs().forms(verb).keySet()).containsExactlyInAnyOrder(forms.split("/"));
  }
}
