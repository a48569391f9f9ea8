package io.millrace.evaluation;

import io.millrace.embedding.retrieve.Copies;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.PassageRanking;
import io.millrace.embedding.retrieve.RankedPassage;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.Searcher;
import io.millrace.evaluation.dataset.Query;
import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.ScoredDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Searches every query of a data set, on all cores. */
final class Rankings {
  /** How many passages are retrieved for each query. */
  static final int DEPTH = 1_000;

  private final Searcher searcher;
  private final Set<String> groups;
  private final PassageRanking graph;
  private final Function<String, String> documentOf;

  /**
   * A way to search.
   *
   * @param graph what the graph says of a question, for the modes that use it
   * @param documentOf passage id → the document that is judged
   */
  Rankings(
      Searcher searcher,
      Set<String> groups,
      PassageRanking graph,
      Function<String, String> documentOf) {
    this.searcher = searcher;
    this.groups = groups;
    this.graph = graph;
    this.documentOf = documentOf;
  }

  /** The run of a mode: of a document with several passages the best one counts. */
  Run of(Mode mode, List<Query> queries, Progress progress) throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<List<ScoredDocument>>> answers = new ArrayList<>();
      for (Query query : queries) {
        answers.add(threads.submit(() -> ranking(mode, query)));
      }
      Map<String, List<ScoredDocument>> rankings = new LinkedHashMap<>();
      for (int i = 0; i < answers.size(); i++) {
        rankings.put(queries.get(i).id(), answers.get(i).get());
        progress.advanced("searching " + mode.label(), i + 1L, answers.size());
      }
      return new Run(mode.label(), rankings);
    } catch (ExecutionException e) {
      throw new IOException("Cannot search in mode " + mode.label() + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot search in mode " + mode.label() + ": interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<ScoredDocument> ranking(Mode mode, Query query) throws IOException {
    if (query.text().isBlank()) {
      return List.of();
    }
    Map<String, Float> best = new LinkedHashMap<>();
    SearchRequest request =
        new SearchRequest(query.text(), DEPTH, mode, groups, Filters.NONE, Copies.KEEP);
    if (mode.usesGraph()) {
      request = request.withGraph(graph.rank(query.text()));
    }
    for (RankedPassage passage : searcher.rank(request)) {
      best.merge(documentOf.apply(passage.chunk()), (float) passage.score(), Math::max);
    }
    return best.entrySet().stream()
        .map(entry -> new ScoredDocument(entry.getKey(), entry.getValue()))
        .toList();
  }
}
