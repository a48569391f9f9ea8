package io.millrace.query.answer;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.DenySnapshot;
import io.millrace.core.release.RecentRuns;
import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.QuerySettings;
import io.millrace.embedding.index.StoredDocument;
import io.millrace.embedding.retrieve.Contents;
import io.millrace.embedding.retrieve.Copies;
import io.millrace.embedding.retrieve.Facets;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.FoundDocument;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.RankedPassage;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.Searcher;
import io.millrace.embedding.retrieve.Suggestion;
import io.millrace.graph.explore.GraphUnavailableException;
import io.millrace.query.access.Caller;
import io.millrace.query.encode.QuestionEncoders;
import io.millrace.query.release.LiveRelease;
import io.millrace.query.release.ServedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers callers from the served release. Everything passes through here, so that groups and the
 * deny list hold for all of it: the API and the pages ask nothing else. May be used by many
 * threads; as many searches as there are cores run at a time, in the order in which they came.
 */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int MOST_SUGGESTIONS = 8;
  private static final int MOST_REJECTS = 500;
  private static final String NO_DENY_LIST = "The deny list cannot be read";

  private final WarehouseFolders folders;
  private final LiveRelease live;
  private final QuestionEncoders encoders;
  private final QuestionVectors vectors;
  private final ServedGraph graph;
  private final DenyList denyList;
  private final QuerySettings settings;
  private final Originals originals = new Originals();
  private final Cores cores = new Cores();

  /** Answers from what {@code live} serves. */
  public Answers(
      WarehouseFolders folders,
      LiveRelease live,
      QuestionEncoders encoders,
      ServedGraph graph,
      QuerySettings settings) {
    this.folders = folders;
    this.live = live;
    this.encoders = encoders;
    this.vectors = new QuestionVectors(encoders);
    this.graph = graph;
    this.denyList = new DenyList(folders.releases());
    this.settings = settings;
  }

  /**
   * Answers a question.
   *
   * @throws UnavailableException where no release is served, or vectors alone were asked for and
   *     cannot be had
   * @throws GraphUnavailableException where the graph alone was asked for and cannot be asked
   */
  public SearchAnswer search(Caller caller, Question question) throws IOException {
    return with(served -> search(served, caller, question));
  }

  /** Answers several questions from one release, in their order. As {@link #search} else. */
  public List<SearchAnswer> searchAll(Caller caller, List<Question> questions) throws IOException {
    return with(
        served -> {
          for (Question question : questions) {
            vectors.enqueue(served.searcher(), question);
          }
          List<SearchAnswer> answers = new ArrayList<>(questions.size());
          for (Question question : questions) {
            answers.add(search(served, caller, question));
          }
          return answers;
        });
  }

  private SearchAnswer search(ServedRelease served, Caller caller, Question asked)
      throws IOException {
    if (!asked.mode().usesGraph()) {
      return search(served, caller, asked, List.of());
    }
    try {
      List<RankedPassage> found =
          graph.rank(
              asked.text(),
              caller.groups(),
              served.release().revision(),
              revision -> unseen(caller, revision));
      return search(served, caller, asked, found);
    } catch (GraphUnavailableException e) {
      if (asked.mode() == Mode.GRAPH) {
        throw e;
      }
      SearchAnswer without = search(served, caller, asked.with(Mode.HYBRID), List.of());
      return without.insteadOf(asked.mode(), String.valueOf(e.getMessage()));
    }
  }

  private SearchAnswer search(
      ServedRelease served, Caller caller, Question asked, List<RankedPassage> fromGraph)
      throws IOException {
    Searcher searcher = served.searcher();
    SearchAnswer.Fallback fallback = vectors.make(searcher, asked);
    Question question = fallback == null ? asked : asked.with(Mode.BM25);
    SearchRequest request =
        new SearchRequest(
            question.text(),
            question.k(),
            question.mode(),
            caller.groups(),
            visible(served, caller, question.filters()),
            Copies.COLLAPSE,
            fromGraph);
    return cores.run(
        () -> {
          List<SearchAnswer.Hit> hits =
              question.extras().contains(Question.Extra.WHY)
                  ? searcher.explain(request).stream().map(SearchAnswer.Hit::of).toList()
                  : searcher.search(request).stream().map(SearchAnswer.Hit::of).toList();
          Facets facets =
              question.extras().contains(Question.Extra.FACETS) ? searcher.facets(request) : null;
          return new SearchAnswer(
              served.release().release(), question.mode().label(), fallback, hits, facets);
        });
  }

  /** Completes what is being typed from titles and headings. */
  public List<Suggestion> suggest(Caller caller, String typed) throws IOException {
    return with(
        served ->
            cores.run(
                () ->
                    served
                        .searcher()
                        .suggest(
                            typed,
                            caller.groups(),
                            visible(served, caller, Filters.NONE),
                            MOST_SUGGESTIONS)));
  }

  /** A document, where there is one with this id that the caller may see. */
  public Optional<OpenedDocument> document(Caller caller, String id) throws IOException {
    return with(served -> document(served, caller, id));
  }

  /**
   * A document with those of its passages that answer a question, from one release. By words alone
   * where the question cannot be encoded now: the document can be read all the same.
   */
  public Optional<OpenedDocument> document(Caller caller, String id, Question question)
      throws IOException {
    return with(
        served -> {
          Optional<OpenedDocument> opened = document(served, caller, id);
          if (opened.isEmpty()) {
            return opened;
          }
          Question here = question.within(id);
          SearchAnswer answer;
          try {
            answer = search(served, caller, here);
          } catch (UnavailableException e) {
            answer = search(served, caller, here.with(Mode.BM25));
          }
          return Optional.of(opened.get().with(answer.hits()));
        });
  }

  private Optional<OpenedDocument> document(ServedRelease served, Caller caller, String id)
      throws IOException {
    return cores.run(
        () -> {
          Filters visible = visible(served, caller, Filters.NONE);
          Searcher searcher = served.searcher();
          Optional<FoundDocument> found = searcher.document(id, caller.groups(), visible);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(
              new OpenedDocument(
                  served.release().release(),
                  found.get(),
                  searcher.copies(found.get().document(), caller.groups(), visible),
                  List.of()));
        });
  }

  /** The file of a document; empty also where this machine does not have it as it was ingested. */
  public Optional<Original> original(Caller caller, String id) throws IOException {
    record Known(String release, StoredDocument document) {}
    Optional<Known> known =
        with(
            served ->
                served
                    .searcher()
                    .document(id, caller.groups(), visible(served, caller, Filters.NONE))
                    .map(found -> new Known(served.release().release(), found.document())));
    return known.flatMap(each -> originals.of(each.release(), each.document()));
  }

  /** The release that is served, if any is. */
  public Optional<Release> served() {
    try (LiveRelease.Share share = live.share().orElse(null)) {
      return share == null ? Optional.empty() : Optional.of(share.served().release());
    }
  }

  /** What is wrong with the live release, if anything is. */
  public Optional<String> problem() {
    return live.problem();
  }

  /** All releases, newest first. */
  public List<Release> releases() {
    try {
      List<Release> newestFirst = new ArrayList<>(new Releases(folders.releases()).all());
      Collections.reverse(newestFirst);
      return newestFirst;
    } catch (IOException | RuntimeException e) {
      LOG.error("The releases cannot be listed: {}", e.getMessage());
      throw new UnavailableException("The releases cannot be read");
    }
  }

  /** How much the caller may see. */
  public Contents contents(Caller caller) throws IOException {
    return with(
        served ->
            served.searcher().contents(caller.groups(), visible(served, caller, Filters.NONE)));
  }

  /** How the base stands, as far as the caller may know. */
  public StatusAnswer status(Caller caller) throws IOException {
    return with(
        served -> {
          Filters visible = visible(served, caller, Filters.NONE);
          Searcher searcher = served.searcher();
          return StatusAnswer.of(
              served.release(),
              live.problem().orElse(null),
              encoders.problem(searcher.manifest().encoders().distinct()).orElse(null),
              searcher.contents(caller.groups(), visible),
              searcher.rejects(caller.groups(), visible.excludedDocuments(), MOST_REJECTS),
              isOperator(caller) ? runs() : null);
        });
  }

  private List<StatusAnswer.RunAnswer> runs() {
    try {
      return RecentRuns.read(folders.releases()).runs().stream()
          .map(StatusAnswer.RunAnswer::of)
          .toList();
    } catch (IOException | RuntimeException e) {
      LOG.error("The runs cannot be read: {}", e.getMessage());
      throw new UnavailableException("The runs cannot be read");
    }
  }

  /** Whether a caller may see runs and totals. */
  public boolean isOperator(Caller caller) {
    return caller.hasKey() && caller.groups().contains(settings.operators());
  }

  /** Filters without what the deny list hides from the caller in this release. */
  private Filters visible(ServedRelease served, Caller caller, Filters filters) {
    Set<String> unseen = denied().unseen(caller.groups(), served.searcher().manifest().revision());
    return unseen.isEmpty() ? filters : filters.without(unseen);
  }

  /** The ids of the documents that a caller must not see, whatever shows them. */
  public Set<String> unseen(Caller caller, long revision) {
    return denied().unseen(caller.groups(), revision);
  }

  /** The deny list; where the warehouse is gone, its absence does not mean that it is empty. */
  private DenySnapshot denied() {
    try {
      if (!Files.isDirectory(folders.releases())) {
        throw new IOException("Cannot find the folder " + folders.releases());
      }
      return denyList.snapshot();
    } catch (IOException | RuntimeException e) {
      LOG.error("Nothing is answered while the deny list cannot be read: {}", e.toString());
      throw new UnavailableException(NO_DENY_LIST);
    }
  }

  /** Why nothing is answered although a release is served, if that is so. */
  public Optional<String> closed() {
    try {
      denied();
      return Optional.empty();
    } catch (UnavailableException e) {
      return Optional.of(NO_DENY_LIST);
    }
  }

  /** Something read from a release. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(ServedRelease served) throws IOException;
  }

  /** Reads from the served release, which stays open meanwhile. */
  private <T> T with(Reading<T> reading) throws IOException {
    try (LiveRelease.Share share =
        live.share()
            .orElseThrow(
                () ->
                    new UnavailableException(
                        live.problem()
                            .orElse("Nothing was published yet; run 'millrace publish'")))) {
      try {
        return reading.read(share.served());
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        // a fault of ours, or wrong bytes that were taken as they are
        live.suspect(share.served(), e);
        throw e;
      } catch (IOException | InternalError e) {
        // a mapped file that was cut off is an InternalError
        live.suspect(share.served(), e);
        throw new UnavailableException(
            "Release " + share.served().release().release() + " cannot be read; try again");
      }
    }
  }
}
