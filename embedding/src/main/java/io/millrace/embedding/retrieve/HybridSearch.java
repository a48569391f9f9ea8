package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Generation;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.retrieve.RankFusion.Ranking;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TaskExecutor;

/** Makes the lists of a question and fuses them. May be used by several threads. */
final class HybridSearch implements Closeable {
  /**
   * So many times shorter is the list of an encoder that counts less than the question's own, if
   * what it leaves out then scores less by it than the last passage of a whole list.
   */
  private static final int SHORTER = 4;

  private final Manifest manifest;
  private final IndexReader reader;
  private final SearchSettings settings;
  private final Map<String, QueryEncoder> encoders = new HashMap<>();
  private final LexicalSearch lexical;
  private final DenseSearch dense;
  private final GraphSearch graph;
  private final Passages passages;
  private final ExecutorService threads;
  private final TaskExecutor sideBySide;

  HybridSearch(
      Generation generation,
      SearchSettings settings,
      Collection<? extends QueryEncoder> encoders,
      LexicalSearch lexical,
      DenseSearch dense,
      GraphSearch graph,
      Passages passages) {
    this.manifest = generation.manifest();
    this.reader = generation.reader();
    this.settings = settings;
    for (QueryEncoder encoder : encoders) {
      this.encoders.put(encoder.fingerprint(), encoder);
    }
    this.lexical = lexical;
    this.dense = dense;
    this.graph = graph;
    this.passages = passages;
    this.threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), HybridSearch::thread);
    this.sideBySide = new TaskExecutor(threads);
  }

  /**
   * What was found.
   *
   * @param shown what the caller is shown, best first
   * @param rankings the lists that it is from
   */
  record Answer(List<Candidate> shown, List<Ranking> rankings) {}

  /** Answers a question by what may be seen. */
  Answer answer(SearchRequest request, QueryTerms terms, Query visible) throws IOException {
    List<Ranking> rankings = rankings(request, terms, visible);
    List<Candidate> best =
        rankings.size() == 1
            ? rankings.get(0).candidates()
            : RankFusion.fuse(rankings, settings.fusion().rankConstant());
    List<Candidate> shown = new ArrayList<>();
    for (Candidate candidate : best.subList(0, Math.min(request.k(), best.size()))) {
      boolean collapsed = request.copies() == Copies.COLLAPSE;
      shown.add(collapsed ? passages.firstCopy(candidate, visible) : candidate);
    }
    shown.sort(Candidate.ORDER);
    return new Answer(shown, rankings);
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "search");
    thread.setDaemon(true);
    return thread;
  }

  /** The lists of a question, each made by a thread of its own where one is free. */
  private List<Ranking> rankings(SearchRequest request, QueryTerms terms, Query visible)
      throws IOException {
    QueryLanguage language = QueryLanguage.of(request.query());
    int depth = settings.fusion().depth();
    FusionSettings.Weights weights = settings.fusion().weights(language);
    List<Callable<Ranking>> lists = new ArrayList<>();
    if (request.mode().usesWords()) {
      lists.add(
          () ->
              new Ranking(
                  Mode.BM25.label(),
                  list(request, depth, most -> lexical.best(terms, visible, most)),
                  weights.bm25()));
    }
    if (request.mode().usesVectors()) {
      double weight = request.mode() == Mode.DENSE ? 1 : weights.dense();
      for (Map.Entry<IndexedEncoder, Double> entry : encoderShares(language).entrySet()) {
        IndexedEncoder encoder = entry.getKey();
        QueryEncoder queryEncoder = queryEncoder(encoder, request.mode());
        int own = depth(entry.getValue(), depth);
        lists.add(
            () -> {
              float[] vector = vector(encoder, queryEncoder, request.query());
              return new Ranking(
                  encoder.model(),
                  list(request, own, most -> dense.best(encoder, vector, visible, most)),
                  weight * entry.getValue());
            });
      }
    }
    if (request.mode().usesGraph()) {
      lists.add(
          () ->
              new Ranking(
                  Mode.GRAPH.label(),
                  list(request, depth, most -> graph.best(request.graph(), visible, most)),
                  settings.fusion().graph()));
    }
    return sideBySide.invokeAll(lists);
  }

  /** How deep the list of an encoder with this share goes, where a whole one has {@code depth}. */
  private int depth(double share, int depth) {
    double rankConstant = settings.fusion().rankConstant();
    int shorter = depth / SHORTER;
    return share / (rankConstant + shorter) < 1.0 / (rankConstant + depth) ? shorter : depth;
  }

  /** Makes a list of Lucene's best so many documents. */
  @FunctionalInterface
  private interface Lookup {
    List<ScoreDoc> best(int depth) throws IOException;
  }

  /**
   * One list, of {@code least} or as many as are asked for, without copies if so asked. Copies take
   * the place of others among the best so many, so that it is looked up again, deeper, until there
   * are enough or no more.
   */
  private List<Candidate> list(SearchRequest request, int least, Lookup lookup) throws IOException {
    int depth = Math.max(least, request.k());
    while (true) {
      List<ScoreDoc> found = lookup.best(depth);
      List<Candidate> candidates = passages.candidates(found, request.copies());
      candidates.sort(Candidate.ORDER);
      List<Candidate> distinct = new ArrayList<>(candidates.size());
      Set<Integer> seen = new HashSet<>();
      for (Candidate candidate : candidates) {
        if (seen.add(candidate.key())) {
          distinct.add(candidate);
        }
      }
      boolean all = found.size() < depth || depth >= reader.maxDoc();
      if (all || distinct.size() >= request.k()) {
        return distinct;
      }
      depth = Math.min(4 * depth, reader.maxDoc());
    }
  }

  /**
   * The encoders to search with, and what each counts against the question's own.
   *
   * @throws IllegalStateException when there is none
   */
  Map<IndexedEncoder, Double> encoderShares(QueryLanguage language) {
    if (manifest.encoders().isEmpty()) {
      throw new IllegalStateException(
          "Cannot search by vectors: generation " + manifest.generation() + " has none");
    }
    IndexedEncoder english = manifest.encoders().of("en", "");
    IndexedEncoder chinese = manifest.encoders().of("zh", "");
    Map<IndexedEncoder, Double> shares = new LinkedHashMap<>();
    for (IndexedEncoder encoder : manifest.encoders().distinct()) {
      boolean own =
          switch (language) {
            case ENGLISH -> encoder.equals(english);
            case CHINESE -> encoder.equals(chinese);
            case MIXED -> encoder.equals(english) || encoder.equals(chinese);
          };
      double share = own ? 1 : settings.fusion().crossLanguage();
      if (share > 0) {
        shares.put(encoder, share);
      }
    }
    return shares;
  }

  private QueryEncoder queryEncoder(IndexedEncoder encoder, Mode mode) {
    QueryEncoder queryEncoder = encoders.get(encoder.fingerprint());
    if (queryEncoder == null) {
      throw new IllegalStateException(
          "Cannot search in mode "
              + mode.label()
              + ": generation "
              + manifest.generation()
              + " needs encoder "
              + encoder.model()
              + " ("
              + encoder.fingerprint()
              + "), but only "
              + encoders.keySet()
              + " are there");
    }
    return queryEncoder;
  }

  private static float[] vector(IndexedEncoder encoder, QueryEncoder queryEncoder, String query) {
    float[] vector = queryEncoder.encode(query);
    if (vector.length != encoder.dimension()) {
      throw new IllegalStateException(
          "Cannot search: encoder "
              + encoder.model()
              + " gave dimension "
              + vector.length
              + ", but the generation has "
              + encoder.dimension());
    }
    return vector;
  }
}
