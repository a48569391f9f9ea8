package io.millrace.query.site;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.millrace.core.release.Release;
import io.millrace.core.settings.QuerySettings;
import io.millrace.core.table.Ids;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.Suggestion;
import io.millrace.query.access.Caller;
import io.millrace.query.answer.Answers;
import io.millrace.query.answer.OpenedDocument;
import io.millrace.query.answer.Question;
import io.millrace.query.answer.SearchAnswer;
import io.millrace.query.answer.StatusAnswer;
import io.millrace.query.answer.UnavailableException;
import io.millrace.query.graph.GraphAnswers;
import io.millrace.query.page.Asked;
import io.millrace.query.page.Facet;
import io.millrace.query.page.Frame;
import io.millrace.query.page.Link;
import io.millrace.query.page.Messages;
import io.millrace.query.page.Pages;
import io.millrace.query.page.ProblemView;
import io.millrace.query.page.SearchMode;
import io.millrace.query.page.SearchView;
import io.millrace.query.page.StatusView;
import io.millrace.query.request.AuditLog;
import io.millrace.query.request.BadRequestException;
import io.millrace.query.request.Gate;
import io.millrace.query.request.Metrics;
import io.millrace.query.request.Parameters;
import io.millrace.query.request.Problem;
import io.millrace.query.request.Visit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages for people, over the same answers as the API. */
public final class PageRoutes {
  private static final Pattern YEAR = Pattern.compile("[12]\\d{3}");
  private static final int EXAMPLES = 3;
  private static final int MOST_IN_DOCUMENT = 10;

  private final Answers answers;
  private final Gate gate;
  private final Metrics metrics;
  private final AuditLog audit;
  private final QuerySettings settings;
  private final Pages pages = new Pages();
  private final SignIn signIn;
  private final GraphPages graphPages;

  /** Pages over a service. */
  public PageRoutes(
      Answers answers,
      GraphAnswers graph,
      Gate gate,
      Metrics metrics,
      AuditLog audit,
      QuerySettings settings) {
    this.answers = answers;
    this.gate = gate;
    this.metrics = metrics;
    this.audit = audit;
    this.settings = settings;
    this.signIn = new SignIn(gate, this::frame, pages);
    this.graphPages = new GraphPages(gate, this::frame, pages, graph);
  }

  /** Makes the pages known. */
  public void register(RoutesConfig routes) {
    gate.get(routes, "/", this::tell, this::search);
    gate.get(routes, "/search", this::tell, this::search);
    gate.get(routes, "/documents/{id}", this::tell, this::document);
    gate.get(routes, "/status", this::tell, this::status);
    gate.get(routes, "/api", this::tell, this::api);
    graphPages.register(routes, this::tell);
    signIn.register(routes, this::tell);
    new Assets().register(routes);
  }

  /** Tells a person of a problem; who needs a key is asked for one. */
  public void tell(Context context, Problem problem) {
    tell(context, Visit.caller(context), problem);
  }

  private void tell(Context context, Caller caller, Problem problem) {
    Locale locale = Visitor.locale(context);
    if (problem.status() == 401) {
      // a link from elsewhere comes without the cookie, which must outlive that
      if (context.cookie(Gate.COOKIE) != null) {
        context.removeCookie(Gate.COOKIE, "/");
      }
      context.redirect(
          Link.to("/sign-in").with("next", SignIn.local(address(context))).toString(),
          HttpStatus.SEE_OTHER);
      return;
    }
    String detail = locale.getLanguage().equals("en") ? problem.detail() : null;
    Frame frame = frame(context, caller, locale, List.of());
    context.status(problem.status());
    html(context, pages.problem(frame, new ProblemView(problem.status(), detail)));
  }

  private static void html(Context context, String page) {
    context.contentType("text/html; charset=utf-8").result(page.getBytes(StandardCharsets.UTF_8));
  }

  private static String address(Context context) {
    String query = context.queryString();
    return context.path() + (query == null ? "" : "?" + query);
  }

  private Frame frame(Context context, Caller caller, Locale locale, List<Frame.Notice> notices) {
    Messages messages = Messages.of(locale);
    List<Frame.Notice> all = new ArrayList<>(notices);
    if (answers.problem().isPresent()) {
      all.add(new Frame.Notice(Frame.Notice.Kind.DEGRADED, messages.text("notice.release")));
    }
    return new Frame(
        locale,
        caller.hasKey()
            ? new Frame.Caller(caller.name(), caller.groups().stream().sorted().toList())
            : null,
        address(context),
        answers.served().map(Release::release).orElse(null),
        all);
  }

  private void search(Context context, Caller caller, Visit visit) throws IOException {
    Locale locale = Visitor.locale(context);
    Messages messages = Messages.of(locale);
    Asked asked = asked(context);
    if (asked.question().isBlank()) {
      Frame frame = frame(context, caller, locale, List.of());
      html(context, pages.search(frame, start(caller, messages)));
      return;
    }
    if (asked.question().length() > settings.maxQuery()) {
      String problem =
          messages.text("problem.long", asked.question().length(), settings.maxQuery());
      refuse(context, caller, locale, asked, problem, 400);
      return;
    }
    try {
      answer(context, caller, visit, locale, asked);
    } catch (BadRequestException e) {
      refuse(context, caller, locale, asked, messages.text("problem.parameters"), 400);
    } catch (UnavailableException e) {
      refuse(context, caller, locale, asked, messages.text(unavailable()), 503);
    }
  }

  private SearchView start(Caller caller, Messages messages) throws IOException {
    try {
      long documents = answers.contents(caller).documents();
      return new SearchView(Asked.nothing(), documents, examples(caller, messages), null, null);
    } catch (UnavailableException e) {
      return new SearchView(Asked.nothing(), 0, List.of(), messages.text(unavailable()), null);
    }
  }

  /** Why nothing can be searched: waiting does not help where nothing was published. */
  private String unavailable() {
    return answers.served().isEmpty() && answers.problem().isEmpty()
        ? "problem.nothing"
        : "problem.unavailable";
  }

  /** Questions that headings of documents ask, so that an example has an answer. */
  private List<String> examples(Caller caller, Messages messages) throws IOException {
    Set<String> examples = new LinkedHashSet<>();
    for (String word : messages.text("start.examples.words").split(" ")) {
      if (examples.size() < EXAMPLES) {
        answers.suggest(caller, word).stream()
            .map(Suggestion::text)
            .filter(text -> text.matches(".{8,60}[?？]"))
            .findFirst()
            .ifPresent(examples::add);
      }
    }
    return List.copyOf(examples);
  }

  private void refuse(
      Context context, Caller caller, Locale locale, Asked asked, String problem, int status) {
    Frame frame = frame(context, caller, locale, List.of());
    context.status(status);
    html(context, pages.search(frame, new SearchView(asked, 0, List.of(), problem, null)));
  }

  private void answer(Context context, Caller caller, Visit visit, Locale locale, Asked asked)
      throws IOException {
    long start = System.nanoTime();
    Question question = Parameters.question(parameters(asked), settings);
    visit.about(question.mode().label());
    SearchAnswer answer = answers.search(caller, question);
    long nanos = System.nanoTime() - start;
    metrics.answer(answer.mode(), nanos);
    List<Frame.Notice> notices =
        answer.fallback() == null ? List.of() : List.of(Views.notice(answer, Messages.of(locale)));
    SearchView view =
        new SearchView(
            asked,
            0,
            List.of(),
            null,
            Views.answer(answer, asked, settings.maxK(), Math.max(1, nanos / 1_000_000)));
    html(context, pages.search(frame(context, caller, locale, notices), view));
  }

  private static Asked asked(Context context) {
    String text = context.queryParam("q");
    SearchMode mode = SearchMode.HYBRID;
    for (SearchMode each : SearchMode.values()) {
      mode = each.parameter().equals(context.queryParam("mode")) ? each : mode;
    }
    Map<Facet.Field, List<String>> chosen = new EnumMap<>(Facet.Field.class);
    for (Facet.Field field : Facet.Field.values()) {
      chosen.put(
          field,
          context.queryParams(field.parameter()).stream()
              .filter(value -> !value.isBlank())
              .map(String::strip)
              .limit(field == Facet.Field.YEAR ? 1 : Integer.MAX_VALUE)
              .toList());
    }
    String k = context.queryParam("k");
    return new Asked(
        text == null ? "" : text,
        mode,
        chosen,
        day(context.queryParam("from")),
        day(context.queryParam("to")),
        k != null && k.matches("\\d{1,6}") && !k.equals("0") ? Integer.parseInt(k) : Asked.USUAL);
  }

  private static @Nullable String day(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The same as parameters of the API, so that both take the same. */
  private Map<String, List<String>> parameters(Asked asked) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("q", List.of(asked.question()));
    parameters.put("k", List.of(Integer.toString(Math.min(asked.k(), settings.maxK()))));
    parameters.put("mode", List.of(asked.mode().parameter()));
    parameters.put("why", List.of("true"));
    parameters.put("facets", List.of("true"));
    asked
        .chosen()
        .forEach(
            (field, values) -> {
              if (field != Facet.Field.YEAR) {
                parameters.put(field.parameter(), values);
              }
            });
    String from = asked.from();
    String to = asked.to();
    for (String year : asked.values(Facet.Field.YEAR)) {
      if (!YEAR.matcher(year).matches()) {
        throw new BadRequestException(List.of("Parameter 'year' must have four digits"));
      }
      String first = year + "-01-01";
      String after = (Integer.parseInt(year) + 1) + "-01-01";
      // days compare as texts
      from = from == null || from.compareTo(first) < 0 ? first : from;
      to = to == null || to.compareTo(after) > 0 ? after : to;
    }
    if (from != null) {
      parameters.put("from", List.of(from));
    }
    if (to != null) {
      parameters.put("to", List.of(to));
    }
    return parameters;
  }

  private void document(Context context, Caller caller, Visit visit) throws IOException {
    String id = context.pathParam("id");
    Asked asked = asked(context);
    Optional<OpenedDocument> opened = Ids.isId(id) ? open(caller, id, asked) : Optional.empty();
    if (opened.isEmpty()) {
      String detail = "There is no such document, or not for you";
      tell(context, caller, Problem.of(404, "NO_DOCUMENT", detail));
      return;
    }
    visit.about(id);
    audit.opened(caller, "page", id, opened.get().release());
    Frame frame = frame(context, caller, Visitor.locale(context), List.of());
    html(
        context,
        pages.document(frame, Views.document(opened.get(), asked, context.queryParam("passage"))));
  }

  /** A document, with its passages that answer what was asked. */
  private Optional<OpenedDocument> open(Caller caller, String id, Asked asked) throws IOException {
    if (asked.question().isBlank() || asked.question().length() > settings.maxQuery()) {
      return answers.document(caller, id);
    }
    Mode mode = asked.mode() == SearchMode.WORDS ? Mode.BM25 : Mode.HYBRID;
    int k = Math.min(MOST_IN_DOCUMENT, settings.maxK());
    return answers.document(
        caller, id, new Question(asked.question(), k, mode, Filters.NONE, Set.of()));
  }

  private void status(Context context, Caller caller, Visit visit) throws IOException {
    Locale locale = Visitor.locale(context);
    StatusAnswer status = answers.status(caller);
    List<StatusView.Release> releases =
        answers.releases().stream()
            .map(
                each ->
                    new StatusView.Release(
                        each.release(),
                        each.generation(),
                        each.revision(),
                        each.published(),
                        each.release().equals(status.release())))
            .toList();
    String problem =
        answers.problem().isPresent() ? Messages.of(locale).text("notice.release") : null;
    Frame frame = frame(context, caller, locale, List.of());
    html(context, pages.status(frame, Views.status(status, releases, problem)));
  }

  private void api(Context context, Caller caller, Visit visit) {
    Frame frame = frame(context, caller, Visitor.locale(context), List.of());
    html(context, pages.api(frame, "/openapi.json"));
  }
}
