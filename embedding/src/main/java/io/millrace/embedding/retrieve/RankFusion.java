package io.millrace.embedding.retrieve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weighted reciprocal rank fusion, see {@link FusionSettings}. */
final class RankFusion {
  private RankFusion() {}

  /**
   * A list to be fused.
   *
   * @param list its name, {@link ListRank#list}
   * @param candidates best first, no key twice
   * @param weight what it counts
   */
  record Ranking(String list, List<Candidate> candidates, double weight) {
    /** What it adds to the score of the candidate at a rank from 1. */
    double share(int rank, double rankConstant) {
      return weight / (rankConstant + rank);
    }
  }

  /** All candidates of all lists, best first. Of several with one key the smallest id stands. */
  static List<Candidate> fuse(List<Ranking> rankings, double rankConstant) {
    Map<Integer, Candidate> fused = new LinkedHashMap<>();
    for (Ranking ranking : rankings) {
      int rank = 0;
      for (Candidate candidate : ranking.candidates()) {
        rank++;
        double share = ranking.share(rank, rankConstant);
        fused.merge(candidate.key(), scored(candidate, share), RankFusion::sum);
      }
    }
    List<Candidate> result = new ArrayList<>(fused.values());
    result.sort(Candidate.ORDER);
    return result;
  }

  private static Candidate sum(Candidate one, Candidate other) {
    Candidate first = one.id() <= other.id() ? one : other;
    return scored(first, one.score() + other.score());
  }

  private static Candidate scored(Candidate candidate, double score) {
    return new Candidate(candidate.document(), score, candidate.id(), candidate.key());
  }
}
