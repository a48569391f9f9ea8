package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Fields;
import io.millrace.embedding.index.Generation;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.index.StoredDocument;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * Searches one generation, and reads what pages about it show. May be used by several threads;
 * closed by who opened it. Answers depend only on what the generation holds: equal scores are
 * ordered by passage id.
 *
 * <p>Full-text scores and cosines of different encoders do not compare, so that lists are fused by
 * rank alone. A search with a single list keeps that list's scores: BM25, or cosines. The lists of
 * a question, with the encoding that they need, are made side by side by as many threads as there
 * are cores; where these are busy, the asking thread makes all of them.
 *
 * <p>Every method that takes groups answers from documents with one of these groups alone, as if
 * there were no others, but for scores: BM25 knows how common a word is in all. Without any group
 * there is nothing.
 */
public final class Searcher implements Closeable {
  /** The first format with what facets, suggestions, copies, contents and rejects need. */
  private static final int FORMAT_OF_PAGES = 2;

  private final Generation generation;
  private final SearchSettings settings;
  private final HybridSearch hybrid;
  private final Passages passages;
  private final Visibility visibility;
  private final FacetSearch facets;
  private final SuggestionSearch suggestions;
  private final DocumentSearch documents;

  private Searcher(
      Generation generation, SearchSettings settings, Collection<? extends QueryEncoder> encoders) {
    this.generation = generation;
    this.settings = settings;
    IndexSearcher searcher = new IndexSearcher(generation.reader());
    searcher.setSimilarity(new BM25Similarity(settings.k1(), settings.b()));
    Ordinals ids = new Ordinals(generation.reader(), Fields.CHUNK_ID);
    LexicalSearch lexical = new LexicalSearch(searcher, ids);
    this.passages = new Passages(searcher, ids);
    this.hybrid =
        new HybridSearch(
            generation,
            settings,
            encoders,
            lexical,
            new DenseSearch(searcher),
            new GraphSearch(searcher, ids),
            passages);
    this.visibility = new Visibility(generation.reader());
    this.facets = new FacetSearch(searcher, lexical, visibility);
    this.suggestions = new SuggestionSearch(searcher);
    this.documents = new DocumentSearch(searcher);
  }

  /**
   * Opens the generation in a folder.
   *
   * @param encoders those of the generation, for the modes that need them; others are not used
   * @throws IOException when the folder holds no whole generation of a known format
   */
  public static Searcher open(
      Path generation, SearchSettings settings, Collection<? extends QueryEncoder> encoders)
      throws IOException {
    return new Searcher(Generation.open(generation), settings, encoders);
  }

  /** What is searched. */
  public Manifest manifest() {
    return generation.manifest();
  }

  /**
   * Reads every byte of the generation and compares checksums, which also brings it into the
   * system's cache. Searches go on meanwhile.
   *
   * @throws IOException when something is not as it was written
   */
  public void check() throws IOException {
    generation.check();
  }

  /**
   * The encoders that a search in a mode encodes this question with; none where it uses no vectors.
   *
   * @throws IllegalStateException when the mode needs vectors that are not there
   */
  public List<IndexedEncoder> encodersFor(String query, Mode mode) {
    return mode.usesVectors()
        ? List.copyOf(hybrid.encoderShares(QueryLanguage.of(query)).keySet())
        : List.of();
  }

  /**
   * Answers a question, best passage first.
   *
   * @throws IllegalStateException when the mode needs vectors or an encoder that are not there
   */
  public List<SearchHit> search(SearchRequest request) throws IOException {
    QueryTerms terms = terms(request);
    return hits(answer(request, terms), terms);
  }

  /** The same hits as {@link #search}, each with why it is one. */
  public List<ExplainedHit> explain(SearchRequest request) throws IOException {
    QueryTerms terms = terms(request);
    HybridSearch.Answer answer = answer(request, terms);
    List<SearchHit> hits = hits(answer, terms);
    Explanations explanations =
        new Explanations(answer.rankings(), settings.fusion().rankConstant());
    List<ExplainedHit> explained = new ArrayList<>(hits.size());
    for (int i = 0; i < hits.size(); i++) {
      Candidate shown = answer.shown().get(i);
      explained.add(explanations.of(shown, hits.get(i), passages.origin(shown)));
    }
    return explained;
  }

  /**
   * The same passages in the same order as {@link #search}, by id alone: for runs of a thousand
   * hits a question, where reading and highlighting them would cost more than finding them.
   */
  public List<RankedPassage> rank(SearchRequest request) throws IOException {
    List<Candidate> best = answer(request, terms(request)).shown();
    List<String> ids = passages.ids(best);
    List<RankedPassage> ranked = new ArrayList<>(best.size());
    for (int i = 0; i < best.size(); i++) {
      ranked.add(new RankedPassage(ids.get(i), best.get(i).score()));
    }
    return ranked;
  }

  /**
   * Counts the documents that have a passage with a word of the question and pass the filters, by
   * what filters look at; in each kind the filter on itself is ignored, so that the alternatives to
   * what was chosen can be seen. Mode, number of hits and copies do not matter.
   *
   * @throws IllegalStateException when the generation has format 1
   */
  public Facets facets(SearchRequest request) throws IOException {
    expectFormatOfPages("count facets");
    return facets.facets(request, terms(request));
  }

  /**
   * Completes what is typed by titles and headings that have all of its words, the last of which
   * may be the beginning of one; Chinese characters are to stand side by side as they were typed.
   * Titles come before headings, then what begins as was typed, then what is shorter.
   *
   * @param typed plain text of any length, of which {@value Suggestion#LONGEST_TYPED} are looked at
   * @param most 1 to {@value Suggestion#MOST}
   * @throws IllegalStateException when the generation has format 1
   */
  public List<Suggestion> suggest(String typed, Set<String> groups, Filters filters, int most)
      throws IOException {
    expectFormatOfPages("suggest");
    expectCount("suggest", most, Suggestion.MOST);
    return suggestions.suggest(
        typed, visibility.documents(groups, filters), visibility.passages(groups, filters), most);
  }

  /**
   * A document with all of its passages; empty where there is none of this id that the caller may
   * see and that passes the filters. A filter of languages passes it where it or one of its
   * passages has the language.
   *
   * @throws IllegalStateException when there is such a filter and the generation has format 1
   */
  public Optional<FoundDocument> document(String docId, Set<String> groups, Filters filters)
      throws IOException {
    if (!filters.languages().isEmpty()) {
      expectFormatOfPages("read a document by language");
    }
    return documents.document(docId, visibility.documents(groups, filters));
  }

  /**
   * Other documents whose file has the same bytes, by id, at most {@value Copy#MOST}; none of a
   * document without text.
   *
   * @throws IllegalStateException when the generation has format 1
   */
  public List<Copy> copies(StoredDocument document, Set<String> groups, Filters filters)
      throws IOException {
    expectFormatOfPages("find copies");
    return documents.copies(document, visibility.documents(groups, filters));
  }

  /**
   * Counts what the caller may see and passes the filters.
   *
   * @throws IllegalStateException when the generation has format 1
   */
  public Contents contents(Set<String> groups, Filters filters) throws IOException {
    expectFormatOfPages("count contents");
    return documents.contents(
        visibility.documents(groups, filters), visibility.passages(groups, filters));
  }

  /**
   * The rejected documents that the caller may know of.
   *
   * @param excludedDocuments ids of documents that must not be named or counted
   * @param most how many are named, 1 to {@value Rejects#MOST}; all are counted
   * @throws IllegalStateException when the generation has format 1
   */
  public Rejects rejects(Set<String> groups, Set<String> excludedDocuments, int most)
      throws IOException {
    expectFormatOfPages("list rejects");
    expectCount("list rejects", most, Rejects.MOST);
    return documents.rejects(visibility.rejects(groups, excludedDocuments), most);
  }

  @Override
  public void close() throws IOException {
    hybrid.close();
    generation.close();
  }

  private QueryTerms terms(SearchRequest request) {
    return QueryTerms.of(request.query(), manifest().analysis());
  }

  private HybridSearch.Answer answer(SearchRequest request, QueryTerms terms) throws IOException {
    return hybrid.answer(request, terms, visibility.passages(request.groups(), request.filters()));
  }

  private List<SearchHit> hits(HybridSearch.Answer answer, QueryTerms terms) throws IOException {
    Highlighter highlighter = new Highlighter(terms);
    List<SearchHit> hits = new ArrayList<>();
    for (Candidate candidate : answer.shown()) {
      hits.add(passages.hit(candidate, hits.size() + 1, highlighter));
    }
    return hits;
  }

  private void expectFormatOfPages(String verb) {
    if (manifest().format() < FORMAT_OF_PAGES) {
      throw new IllegalStateException(
          "Cannot "
              + verb
              + ": generation "
              + manifest().generation()
              + " has format "
              + manifest().format()
              + ", but format "
              + FORMAT_OF_PAGES
              + " is needed; run 'millrace index'");
    }
  }

  private static void expectCount(String verb, int most, int limit) {
    if (most < 1 || most > limit) {
      throw new IllegalArgumentException(
          "Cannot " + verb + ": " + most + " are wanted, but 1 to " + limit + " are possible");
    }
  }
}
