package io.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MillraceClientTest {
  private static final String NO_HITS = "{\"release\":\"r1\",\"mode\":\"bm25\",\"hits\":[]}";

  private ScriptedService service;
  private MillraceClient client;

  @BeforeEach
  void start() throws IOException {
    service = new ScriptedService();
    client = new MillraceClient(ClientSettings.of(service.uri()).withKey("mr_abc"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void encodesEveryCharacterOfAQuestion() {
    service.then(200, NO_HITS);

    client.search(SearchQuery.of("泄洪闸 C++ & 100% a=b? #1 𠮷"));

    assertThat(service.asked.get(0).uri())
        .isEqualTo(
            "/api/search?q=%E6%B3%84%E6%B4%AA%E9%97%B8%20C%2B%2B%20%26%20100%25%20a%3Db%3F%20%231%20%F0%A0%AE%B7");
    assertThat(service.asked.get(0).authorization()).isEqualTo("Bearer mr_abc");
  }

  @Test
  void sendsWhatIsAskedForAndNothingElse() {
    service.then(200, NO_HITS);

    client.search(
        SearchQuery.of("闸门")
            .withK(3)
            .withMode(SearchMode.BM25)
            .withLanguages("zh", "en")
            .withTypes("text/*")
            .withSources("明沙 电站")
            .withMetadata("部门", "a&b")
            .between(Instant.parse("2024-01-01T00:00:00Z"), null)
            .with(SearchQuery.Extra.WHY));

    assertThat(service.asked.get(0).uri())
        .isEqualTo(
            "/api/search?q=%E9%97%B8%E9%97%A8&k=3&mode=bm25&language=zh&language=en&type=text%2F*"
                + "&source=%E6%98%8E%E6%B2%99%20%E7%94%B5%E7%AB%99&meta.%E9%83%A8%E9%97%A8=a%26b"
                + "&from=2024-01-01T00%3A00%3A00Z&why=true");
  }

  @Test
  void keepsThePathOfItsBase() {
    service.then(
        200, "{\"suggestions\":[{\"text\":\"Gates\",\"kind\":\"TITLE\",\"document\":\"d\"}]}");
    MillraceClient behindProxy =
        new MillraceClient(ClientSettings.of(URI.create(service.uri() + "/knowledge/")));

    assertThat(behindProxy.suggest("ga te")).containsExactly(new Suggestion("Gates", "TITLE", "d"));
    assertThat(service.asked.get(0).uri()).isEqualTo("/knowledge/api/suggest?q=ga%20te");
    assertThat(service.asked.get(0).authorization()).isEqualTo("null");
  }

  @Test
  void readsAnAnswerOfANewerService() {
    service.then(
        200,
        """
        {"release":"r1","mode":"bm25","fallback":{"asked":"hybrid","why":"no models","new":1},
         "hits":[{"rank":1,"score":7.5,"chunk":"c","document":"d","uri":"file:///闸.md",
           "title":null,"headings":["一"],"page":null,"start":4,"end":8,"language":"zh",
           "text":"闸门检修","highlights":[[0,2],[2,4]],"new":{},
           "why":{"origin":{"source":"press","mediaType":null,"date":"2024-02-01T00:00:00Z"},"lists":[{"list":"bm25","rank":1,"score":7.5,"share":7.5}],"words":["闸门"]}}],
         "facets":{"languages":[{"value":"zh","documents":2}],"types":[],"sources":[],"years":[]},
         "new":[]}
        """);

    SearchAnswer answer = client.search(SearchQuery.of("闸门"));

    assertThat(answer)
        .isEqualTo(
            new SearchAnswer(
                "r1",
                "bm25",
                new SearchAnswer.Fallback("hybrid", "no models"),
                List.of(
                    new SearchAnswer.Hit(
                        1,
                        7.5,
                        "c",
                        "d",
                        "file:///闸.md",
                        null,
                        List.of("一"),
                        null,
                        4,
                        8,
                        "zh",
                        "闸门检修",
                        List.of(new SearchAnswer.Highlight(0, 2), new SearchAnswer.Highlight(2, 4)),
                        new SearchAnswer.Why(
                            new SearchAnswer.Origin(
                                "press", null, Instant.parse("2024-02-01T00:00:00Z")),
                            List.of(new SearchAnswer.ListRank("bm25", 1, 7.5, 7.5)),
                            List.of("闸门")))),
                new SearchAnswer.Facets(
                    List.of(new ValueCount("zh", 2)), List.of(), List.of(), List.of())));
  }

  @Test
  void sendsABatchAsJson() throws IOException {
    service.then(200, "{\"answers\":[" + NO_HITS + "," + NO_HITS + "]}");

    List<SearchAnswer> answers =
        client.searchAll(
            List.of(
                SearchQuery.of("闸门 \"1\"").withK(2).withLanguages("zh", "en"),
                SearchQuery.of("gates")
                    .with(SearchQuery.Extra.FACETS)
                    .withMetadata("author", "李")));

    assertThat(answers).hasSize(2);
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(service.asked.get(0).body()))
        .isEqualTo(
            json.readTree(
                """
                {"queries":[{"q":"闸门 \\"1\\"","k":2,"language":["zh","en"]},
                            {"q":"gates","meta.author":"李","facets":true}]}
                """));
  }

  @Test
  void refusesABatchWithAnAnswerTooFew() {
    service.then(200, "{\"answers\":[" + NO_HITS + "]}");

    assertThat(failure(() -> client.searchAll(List.of(SearchQuery.of("a"), SearchQuery.of("b")))))
        .hasMessageContaining("1 answers to 2 questions");
  }

  @Test
  void postsAQuestionThatIsTooLongForAnAddress() {
    service.then(200, "{\"answers\":[" + NO_HITS + "]}");

    assertThat(client.search(SearchQuery.of("闸".repeat(1_000))).release()).isEqualTo("r1");

    assertThat(service.asked.get(0).method()).isEqualTo("POST");
    assertThat(service.asked.get(0).uri()).isEqualTo("/api/search");
  }

  @Test
  void doesNotUnderstandAProxy() {
    service.then(502, "<h1>Bad Gateway</h1>").then(200, "<h1>Hello</h1>").then(200, "null");
    service.then(200, "{}");

    for (int status : new int[] {502, 200, 200, 200}) {
      MillraceException failure = failure(() -> client.releases());
      assertThat(failure.code()).isEqualTo(MillraceException.NOT_UNDERSTOOD);
      assertThat(failure.status()).isEqualTo(status);
    }
  }

  @Test
  void tellsAMissingDocumentFromAWrongAddress() {
    String id = "0123456789abcdef0123456789abcdef";
    service
        .then(404, "{\"status\":404,\"code\":\"NO_DOCUMENT\",\"detail\":\"none\"}")
        .then(404, "{\"status\":404,\"code\":\"HTTP_404\",\"title\":\"Not Found\"}");

    assertThat(client.document(id)).isEmpty();
    assertThat(failure(() -> client.document(id)))
        .hasMessage("Cannot read a document: 404 HTTP_404: Not Found");
    assertThatIllegalArgumentException().isThrownBy(() -> client.document("../status"));
    assertThat(service.asked).hasSize(2);
  }

  @Test
  void readsADocument() {
    service.then(
        200,
        """
        {"release":"r1","document":"d","uri":"file:///a.docx","title":"甲","source":"s",
         "mediaType":null,"language":"zh","bytes":9,"metadata":{"author":"李"},"groups":["public"],
         "revision":7,"changed":"2026-01-02T03:04:05.678Z","since":null,"hash":"h","text":"甲\\n1\\t2",
         "blocks":[{"kind":"table","level":0,"start":2,"end":5,"page":1,"language":"und",
           "rows":[{"header":true,"cells":["1","2"]}]}],
         "passages":[{"chunk":"c","index":0,"start":0,"end":5,"page":null,"headings":[],
           "language":"zh","context":""}],
         "copies":[{"document":"e","uri":"file:///b.docx","title":null}]}
        """);

    Document document = client.document("0123456789abcdef0123456789abcdef").orElseThrow();

    assertThat(document.changed()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(document.blocks().get(0).rows())
        .containsExactly(new Document.Row(true, List.of("1", "2")));
    assertThat(document.passages()).hasSize(1);
    assertThat(document.copies()).containsExactly(new Document.Copy("e", "file:///b.docx", null));
  }

  @Test
  void readsStatusAndReleases() {
    service
        .then(
            200,
            """
            {"release":"r1","generation":"g1","revision":7,"published":"2026-01-02T03:04:05Z",
             "problem":null,"encoders":"no models","documents":2,"passages":5,
             "languages":[{"value":"zh","documents":2}],
             "rejects":{"codes":[{"value":"ENCRYPTED","documents":1}],"newest":[{"document":"d",
               "uri":"file:///x","code":"ENCRYPTED","message":"m","revision":7,"source":"s"}]},
             "runs":[{"run":"n","job":"ingest","status":"succeeded",
               "started":"2026-01-02T03:00:00Z","seconds":1.5,"revision":null,"source":null,
               "counts":{"new":2},"message":null}]}
            """)
        .then(
            200,
            """
            {"releases":[{"release":"r1","generation":"g1","revision":7,
             "published":"2026-01-02T03:04:05Z","live":true}]}
            """);

    Status status = client.status();

    assertThat(status.rejects().newest().get(0).code()).isEqualTo("ENCRYPTED");
    assertThat(status.runs()).extracting(Status.Run::seconds).containsExactly(1.5);
    assertThat(client.releases())
        .containsExactly(new Release("r1", "g1", 7, Instant.parse("2026-01-02T03:04:05Z"), true));
  }

  @Test
  void takesAServiceThatIsNotReadyForAnAnswer() {
    service
        .then(503, "{\"status\":\"not ready\",\"release\":null,\"problems\":[\"empty\"]}")
        .then(200, "{\"status\":\"degraded\",\"release\":\"r1\",\"problems\":[\"words only\"]}");

    assertThat(client.ready()).isEqualTo(new Readiness("not ready", null, List.of("empty")));
    assertThat(client.ready().isReady()).isTrue();
  }

  private static MillraceException failure(ThrowingCallable call) {
    MillraceException failure = catchThrowableOfType(MillraceException.class, call);
    return Objects.requireNonNull(failure, "it was answered");
  }
}
