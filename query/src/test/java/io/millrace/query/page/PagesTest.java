package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Block;
import io.millrace.core.table.RejectCode;
import io.millrace.core.table.Span;
import io.millrace.query.page.Facet.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "data-url");

  private final Pages pages = new Pages();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</title></textarea></style><img src=x onerror=alert(1)>",
        "\" autofocus onfocus=\"alert(1)",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "data:text/html,<b>",
        "//elsewhere.example/x",
        "\u202e\u2066gnp.exe\u200f",
        "null",
        "${frame} {0} @if(true) <%= 1 %>",
        "&lt;b&gt; &amp;",
        "<!-- --> ]]> `",
        "\ud83d\ude00 𠮷 恢复"
      })
  void hostileTextIsOnlyText(String hostile) {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      List<String> plain = all(locale, "plain");
      List<String> attacked = all(locale, hostile);
      for (int i = 0; i < plain.size(); i++) {
        Document page = Jsoup.parse(attacked.get(i));
        assertThat(shape(page)).isEqualTo(shape(Jsoup.parse(plain.get(i))));
        assertThat(page.wholeText()).contains(hostile);
        for (Element element : page.getAllElements()) {
          for (Attribute attribute : element.attributes()) {
            if (ADDRESSES.contains(attribute.getKey())) {
              assertThat(attribute.getValue()).matches("(/([^/\\\\].*)?|#[a-z0-9-]+)");
            }
          }
        }
      }
    }
  }

  @Test
  void languagesOfTextAreTheirOwn() {
    Document page = Jsoup.parse(pages.search(Sample.frame(Locale.CHINESE), Sample.answer()));

    assertThat(page.select("html").attr("lang")).isEqualTo("zh-CN");
    assertThat(page.select(".text").eachAttr("lang")).containsExactly("zh", "en", "zh");
    assertThat(Pages.lang("und")).isEmpty();
    assertThat(Pages.lang("en\" x=\"")).isEmpty();
  }

  @Test
  void theFoundPassageIsAnchoredOnceAndMarked() {
    Document page = Jsoup.parse(pages.document(Sample.frame(Locale.ENGLISH), Sample.document()));

    assertThat(page.select("#passage")).hasSize(1);
    assertThat(
            page.select(".passage").stream().map(Element::wholeText).collect(Collectors.joining()))
        .startsWith("若校验失败，应立即")
        .endsWith("将备份解压到新的数据目录；");
    assertThat(page.select("table th").eachText()).contains("恢复时间目标");
    assertThat(page.select("a[href=#part-6]").eachText()).contains("二、恢复步骤");
  }

  @Test
  void idsAreUnique() {
    for (String html : all(Locale.ENGLISH, "plain")) {
      assertThat(Jsoup.parse(html).select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsChosenCanBeRemoved() {
    Document page = Jsoup.parse(pages.search(Sample.frame(Locale.ENGLISH), Sample.answer()));

    assertThat(page.select(".chip").eachAttr("href"))
        .anySatisfy(href -> assertThat(href).doesNotContain("language=").contains("year=2026"))
        .anySatisfy(href -> assertThat(href).contains("language=zh").doesNotContain("year="));
    assertThat(page.select("form.ask input[name=year]").attr("value")).isEqualTo("2026");
    assertThat(page.select(".more a").attr("href")).contains("k=20").endsWith("#hit-4");
  }

  @Test
  void aDocumentOfFiveMegabytesIsRendered() {
    Sample.Writing writing = new Sample.Writing();
    while (writing.text.length() < 5_000_000) {
      writing.add(Block.Kind.PARAGRAPH, 0, 1 + writing.blocks.size() / 40, "备份 restore ".repeat(8));
    }
    String text = writing.text.toString();
    List<Span> words = new ArrayList<>();
    for (int at = text.indexOf("备份"); at >= 0; at = text.indexOf("备份", at + 1)) {
      words.add(new Span(at, at + 2));
    }
    DocumentView view =
        new DocumentView(
            "d",
            null,
            "file:///d",
            "s",
            "zh",
            null,
            5_000_000,
            null,
            Map.of(),
            Sample.NOW,
            Sample.NOW,
            1,
            List.of(),
            text,
            writing.blocks,
            new DocumentView.Found(
                Asked.of("备份", SearchMode.HYBRID),
                new Span(4_000_000, 4_000_900),
                words,
                List.of()));

    String page = pages.document(Sample.frame(Locale.CHINESE), view);

    assertThat(page.split("<mark>", -1)).hasSize(words.size() + 1);
    assertThat(page).contains("id=\"passage\"");
  }

  /** Elements with the names of their attributes, in order. */
  private static String shape(Document page) {
    StringBuilder shape = new StringBuilder();
    for (Element element : page.getAllElements()) {
      Set<String> names = new TreeSet<>();
      for (Attribute attribute : element.attributes()) {
        names.add(attribute.getKey());
      }
      shape.append(element.nodeName()).append(names).append('\n');
    }
    return shape.toString();
  }

  /** Every page, with one text in every place that takes any. */
  private List<String> all(Locale locale, String text) {
    Frame frame =
        new Frame(
            locale,
            new Frame.Caller(text, List.of(text)),
            text,
            text,
            List.of(new Frame.Notice(Frame.Notice.Kind.DEGRADED, text)));
    Asked asked =
        new Asked(
            text,
            SearchMode.WORDS,
            Stream.of(Field.values())
                .collect(Collectors.toMap(field -> field, field -> List.of(text))),
            text,
            text,
            30);
    String late = "x ".repeat(400) + text;
    Hit hit =
        new Hit(
            1,
            text,
            text,
            text,
            text + "!",
            List.of(text, text),
            3,
            Instant.EPOCH,
            text,
            text,
            text,
            late,
            List.of(new Span(late.length() - text.length(), late.length())),
            List.of(new Hit.Reason(text, 1, 0.5, 0.5)),
            List.of(text));
    List<Facet> facets =
        List.of(Field.values()).stream()
            .map(
                field ->
                    new Facet(field, List.of(new Facet.Value(text, 1), new Facet.Value("b", 1))))
            .toList();
    return List.of(
        pages.search(frame, new SearchView(Asked.nothing(), 1, List.of(text), null, null)),
        pages.search(
            frame,
            new SearchView(
                asked, 1, List.of(), null, new SearchView.Answer(List.of(hit), facets, true, 1))),
        pages.search(
            frame,
            new SearchView(
                asked, 1, List.of(), null, new SearchView.Answer(List.of(), List.of(), false, 1))),
        pages.search(frame, new SearchView(asked, 1, List.of(), text, null)),
        pages.document(frame, document(text)),
        pages.status(frame, status(text)),
        pages.signIn(frame, new SignInView(text, true)),
        pages.problem(frame, new ProblemView(404, text)),
        pages.graph(frame),
        pages.api(frame, "/api/openapi.json"));
  }

  private static DocumentView document(String text) {
    Sample.Writing writing = new Sample.Writing();
    writing.add(Block.Kind.HEADING, 1, 1, text);
    writing.add(Block.Kind.PARAGRAPH, 0, 1, text);
    writing.add(Block.Kind.LIST, 1, 1, text);
    writing.add(Block.Kind.CODE, 0, 1, text);
    writing.table(2, List.of(text), List.of(text));
    String whole = writing.text.toString();
    Span everything = new Span(0, whole.length());
    return new DocumentView(
        text,
        text,
        text,
        text,
        text,
        text,
        1,
        Instant.EPOCH,
        Map.of(text, text),
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        List.of(new DocumentView.Copy(text, text)),
        whole,
        writing.blocks,
        new DocumentView.Found(
            Asked.of(text, SearchMode.HYBRID),
            everything,
            List.of(everything),
            List.of(new DocumentView.Passage(text, everything, 1, List.of(text)))));
  }

  private static StatusView status(String text) {
    return new StatusView(
        Instant.EPOCH,
        List.of(new StatusView.Release(text, text, 1, Instant.EPOCH, true)),
        1,
        1,
        Map.of(text, 1L),
        text,
        List.of(
            new StatusView.Run(text, true, Instant.EPOCH, Instant.EPOCH, Map.of(text, 1L), text)),
        List.of(
            new StatusView.Rejects(
                RejectCode.CORRUPT, 1, List.of(new StatusView.Rejects.File(text, text)))));
  }
}
