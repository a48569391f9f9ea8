package io.millrace.graph.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
  private static List<String> in(String text) {
    return Values.in(text).stream()
        .map(
            each ->
                each.type() + " " + text.substring(each.start(), each.end()) + " = " + each.value())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Released on 5 March 2024. | 5 March 2024 | 2024-03-05",
        "on March 5th, 2024 we | March 5th, 2024 | 2024-03-05",
        "Sept. 2019 | Sept. 2019 | 2019-09",
        "at 2024-03-05T09:30:00Z | 2024-03-05T09:30:00Z | 2024-03-05",
        "since 1999, | 1999 | 1999",
        "(1987) | 1987 | 1987",
        "Q3 2023 | Q3 2023 | 2023-35",
        "the third quarter of 2023 | third quarter of 2023 | 2023-35",
        "in the 1990s | 1990s | 199X",
        "the 19th century | 19th century | 18XX",
        "on 24 December | 24 December | --12-24",
        "会议于2024年3月5日召开 | 2024年3月5日 | 2024-03-05",
        "二〇二四年十二月三十一日 | 二〇二四年十二月三十一日 | 2024-12-31",
        "2023年第四季度 | 2023年第四季度 | 2023-36",
        "2023年上半年 | 2023年上半年 | 2023-40",
        "成立于1998年， | 1998年 | 1998",
        "20世纪90年代 | 20世纪90年代 | 199X",
        "10月1日放假 | 10月1日 | --10-01",
        "2024/3/5 | 2024/3/5 | 2024-03-05",
        "5.3.2024 | 5.3.2024 | 2024-03-05"
      })
  void dates(String text, String shown, String normal) {
    assertThat(in(text)).containsExactly("date " + shown + " = " + normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It cost $3.2 million. | $3.2 million | USD 3200000",
        "US$ 1,200 | US$ 1,200 | USD 1200",
        "EUR 15 per month | EUR 15 | EUR 15",
        "about 30 euros | 30 euros | EUR 30",
        "营业收入3500万元 | 3500万元 | CNY 35000000",
        "人民币三百元整 | 人民币三百元 | CNY 300",
        "投资1.5亿美元 | 1.5亿美元 | USD 150000000",
        "￥99.80 | ￥99.80 | CNY 99.8"
      })
  void money(String text, String shown, String normal) {
    assertThat(in(text)).containsExactly("money " + shown + " = " + normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a 4 GB disk | 4 GB | 4 GB",
        "12.5 kilometres away | 12.5 kilometres | 12.5 km",
        "全长120公里 | 120公里 | 120 km",
        "3年以上 | 3年 | 3 a",
        "利率为4.35% | 4.35% | 4.35 %",
        "a 30-day trial | 30-day | 30 d",
        "1.5万吨 | 1.5万吨 | 15000 t"
      })
  void quantities(String text, String shown, String normal) {
    assertThat(in(text)).containsExactly("quantity " + shown + " = " + normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see (https://Example.org/a_(b)). | url | https://Example.org/a_(b) | https://example.org/a_(b)",
        "请访问http://www.例子.cn | - | - | -",
        "网址http://example.cn/路径 | url | http://example.cn/ | http://example.cn",
        "Josip <Joy@Debian.org> wrote | email | Joy@Debian.org | joy@debian.org",
        "fixes CVE-2021-44228 | identifier | CVE-2021-44228 | CVE-2021-44228",
        "RFC 2822, | identifier | RFC 2822 | RFC 2822",
        "ISO/IEC 27001:2013 | identifier | ISO/IEC 27001:2013 | ISO/IEC 27001:2013",
        "GB/T 7714-2015 | identifier | GB/T 7714-2015 | GB/T 7714-2015",
        "ISBN 978-3-16-148410-0 | identifier | ISBN 978-3-16-148410-0 | ISBN 9783161484100",
        "closes Bug #123456 | identifier | Bug #123456 | #123456",
        "version 2.4.1 of | version | 2.4.1 | 2.4.1"
      })
  void addressesAndIdentifiers(String text, String type, String shown, String normal) {
    if (type.equals("-")) {
      assertThat(in(text)).isEmpty();
    } else {
      assertThat(in(text)).containsExactly(type + " " + shown + " = " + normal);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 February 2024 was no day | quantity", "echo $1 $2 | money",
            "ISBN 978-3-16-148410-1 | identifier",
        "It may 5 | date", "tar xzf file-2.4.1.tar.gz | date", "192.168.10.12 | date",
        "page 2010 of it | date"
      })
  void whatItIsNot(String text, String type) {
    assertThat(Values.in(text)).noneMatch(each -> each.type().equals(type));
  }

  @Test
  void severalInOneSentence() {
    String text = "2023年12月31日，公司总资产为128.6亿元，同比增长12.3%。";
    assertThat(in(text))
        .containsExactly(
            "date 2023年12月31日 = 2023-12-31",
            "money 128.6亿元 = CNY 12860000000",
            "quantity 12.3% = 12.3 %");
  }
}
