package io.millrace.query.site;

import io.millrace.core.table.RejectCode;
import io.millrace.core.table.Span;
import io.millrace.embedding.index.StoredDocument;
import io.millrace.embedding.retrieve.Copy;
import io.millrace.embedding.retrieve.Facets;
import io.millrace.embedding.retrieve.FoundDocument;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.Rejects;
import io.millrace.embedding.retrieve.SearchHit;
import io.millrace.embedding.retrieve.ValueCount;
import io.millrace.query.answer.OpenedDocument;
import io.millrace.query.answer.SearchAnswer;
import io.millrace.query.answer.StatusAnswer;
import io.millrace.query.page.Asked;
import io.millrace.query.page.DocumentView;
import io.millrace.query.page.Facet;
import io.millrace.query.page.Frame;
import io.millrace.query.page.Hit;
import io.millrace.query.page.Messages;
import io.millrace.query.page.SearchView;
import io.millrace.query.page.StatusView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was answered, as pages show it. */
final class Views {
  private Views() {}

  static SearchView.Answer answer(SearchAnswer answer, Asked asked, int maxK, long milliseconds) {
    List<Hit> hits = answer.hits().stream().map(Views::hit).toList();
    boolean more = hits.size() >= asked.k() && asked.k() < maxK;
    return new SearchView.Answer(hits, facets(answer.facets()), more, milliseconds);
  }

  /** Why the answer is in another mode: what it does without. */
  static Frame.Notice notice(SearchAnswer answer, Messages messages) {
    return answer.mode().equals(Mode.BM25.label())
        ? new Frame.Notice(Frame.Notice.Kind.WORDS_ONLY, messages.text("notice.encoder"))
        : new Frame.Notice(Frame.Notice.Kind.NO_GRAPH, messages.text("notice.graph"));
  }

  private static Hit hit(SearchAnswer.Hit answered) {
    SearchHit hit = answered.hit();
    SearchAnswer.Why why = answered.why();
    return new Hit(
        hit.rank(),
        hit.chunk(),
        hit.document(),
        hit.uri(),
        hit.title(),
        hit.headings(),
        hit.page(),
        why == null ? null : why.origin().date(),
        why == null ? "" : why.origin().source(),
        hit.language(),
        why == null ? null : why.origin().mediaType(),
        hit.text(),
        hit.highlights().stream().map(each -> new Span(each.start(), each.end())).toList(),
        why == null ? List.of() : reasons(why),
        why == null ? List.of() : why.words());
  }

  private static List<Hit.Reason> reasons(SearchAnswer.Why why) {
    double all = why.lists().stream().mapToDouble(each -> Math.abs(each.share())).sum();
    return why.lists().stream()
        .map(
            each ->
                new Hit.Reason(
                    each.list().equals("bm25") ? null : each.list(),
                    each.rank(),
                    each.score(),
                    all == 0 ? 0 : Math.abs(each.share()) / all))
        .toList();
  }

  private static List<Facet> facets(@Nullable Facets facets) {
    if (facets == null) {
      return List.of();
    }
    return List.of(
        new Facet(Facet.Field.LANGUAGE, values(facets.languages())),
        new Facet(Facet.Field.TYPE, values(facets.types())),
        new Facet(Facet.Field.SOURCE, values(facets.sources())),
        new Facet(Facet.Field.YEAR, values(facets.years())));
  }

  private static List<Facet.Value> values(List<ValueCount> counts) {
    return counts.stream().map(count -> new Facet.Value(count.value(), count.documents())).toList();
  }

  /**
   * A document.
   *
   * @param asked what was asked; the question may be empty
   * @param passage id of the passage to show, or null
   */
  static DocumentView document(OpenedDocument opened, Asked asked, @Nullable String passage) {
    StoredDocument document = opened.found().document();
    return new DocumentView(
        document.docId(),
        document.title(),
        document.uri(),
        document.source(),
        document.language(),
        document.mediaType(),
        document.bytes(),
        document.date().orElse(null),
        document.metadata(),
        document.firstIngestedAt() == null ? null : Instant.parse(document.firstIngestedAt()),
        Instant.parse(document.ingestedAt()),
        document.revision(),
        opened.copies().stream().map(Views::copy).toList(),
        document.text(),
        document.blocks(),
        asked.question().isBlank() && passage == null
            ? null
            : found(opened.found(), asked, passage, opened.hits()));
  }

  private static DocumentView.Copy copy(Copy copy) {
    return new DocumentView.Copy(copy.document(), copy.uri());
  }

  private static DocumentView.Found found(
      FoundDocument found, Asked asked, @Nullable String passage, List<SearchHit> hits) {
    Span shown =
        found.passages().stream()
            .filter(each -> each.chunk().equals(passage))
            .map(each -> new Span(each.start(), each.end()))
            .findFirst()
            .orElse(null);
    List<Span> words = new ArrayList<>();
    List<DocumentView.Passage> passages = new ArrayList<>();
    for (SearchHit hit : hits) {
      hit.highlights()
          .forEach(
              each -> words.add(new Span(hit.start() + each.start(), hit.start() + each.end())));
      passages.add(
          new DocumentView.Passage(
              hit.chunk(), new Span(hit.start(), hit.end()), hit.page(), hit.headings()));
    }
    return new DocumentView.Found(asked, shown, words, passages);
  }

  static StatusView status(
      StatusAnswer status, List<StatusView.Release> releases, @Nullable String problem) {
    Map<String, Long> languages = new LinkedHashMap<>();
    status.languages().forEach(count -> languages.put(count.value(), count.documents()));
    List<StatusAnswer.RunAnswer> runs = status.runs();
    return new StatusView(
        Instant.now(),
        releases,
        status.documents(),
        status.passages(),
        languages,
        problem,
        runs == null ? null : runs.stream().map(Views::run).toList(),
        rejects(status.rejects()));
  }

  private static StatusView.Run run(StatusAnswer.RunAnswer run) {
    return new StatusView.Run(
        run.job(),
        run.status().equals("failed"),
        run.started(),
        run.started().plusMillis(Math.round(run.seconds() * 1000)),
        run.counts(),
        run.message());
  }

  private static List<StatusView.Rejects> rejects(Rejects rejects) {
    List<StatusView.Rejects> byCode = new ArrayList<>();
    for (ValueCount code : rejects.codes()) {
      byCode.add(
          new StatusView.Rejects(
              RejectCode.valueOf(code.value()),
              code.documents(),
              rejects.newest().stream()
                  .filter(entry -> entry.code().equals(code.value()))
                  .map(entry -> new StatusView.Rejects.File(entry.uri(), entry.message()))
                  .toList()));
    }
    return byCode;
  }
}
