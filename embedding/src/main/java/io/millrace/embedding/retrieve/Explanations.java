package io.millrace.embedding.retrieve;

import io.millrace.embedding.retrieve.RankFusion.Ranking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells why the hits of an answer are hits. */
final class Explanations {
  /** Of each list, where it has each key. */
  private final List<Map<Integer, ListRank>> lists = new ArrayList<>();

  /** Explains by the lists of an answer. */
  Explanations(List<Ranking> rankings, double rankConstant) {
    boolean fused = rankings.size() > 1;
    for (Ranking ranking : rankings) {
      Map<Integer, ListRank> ranks = new HashMap<>();
      int rank = 0;
      for (Candidate candidate : ranking.candidates()) {
        rank++;
        double share = fused ? ranking.share(rank, rankConstant) : candidate.score();
        ranks.put(candidate.key(), new ListRank(ranking.list(), rank, candidate.score(), share));
      }
      lists.add(ranks);
    }
  }

  /** A candidate of these lists and the hit that it is shown as. */
  ExplainedHit of(Candidate candidate, SearchHit hit, Origin origin) {
    List<ListRank> ranks = new ArrayList<>();
    for (Map<Integer, ListRank> list : lists) {
      ListRank rank = list.get(candidate.key());
      if (rank != null) {
        ranks.add(rank);
      }
    }
    return new ExplainedHit(hit, origin, ranks, words(hit));
  }

  private static List<String> words(SearchHit hit) {
    Map<String, String> words = new LinkedHashMap<>();
    for (SearchHit.Highlight highlight : hit.highlights()) {
      String word = hit.text().substring(highlight.start(), highlight.end());
      words.putIfAbsent(word.toLowerCase(Locale.ROOT), word);
    }
    return words.values().stream().limit(ExplainedHit.MOST_WORDS).toList();
  }
}
