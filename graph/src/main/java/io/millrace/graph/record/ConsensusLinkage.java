package io.millrace.graph.record;

import java.util.function.IntFunction;

/** Scores merges by what was learned of how far clusters agree. For one thread. */
final class ConsensusLinkage implements Linkage {
  private final Consensus consensus;
  private final IntFunction<PairScore> models;

  /**
   * @param models which score judges a cluster, by its name
   */
  ConsensusLinkage(Consensus consensus, IntFunction<PairScore> models) {
    this.consensus = consensus;
    this.models = models;
  }

  @Override
  public double score(int a, int b, double sum, int count) {
    double mean = sum / count;
    if (mean < LEAST_MEAN) {
      return -1;
    }
    double probability = models.apply(a).of(consensus.features(a, b, mean));
    return PairScore.onScale(new float[] {(float) probability})[0];
  }

  @Override
  public void merged(int kept, int gone) {
    consensus.merged(kept, gone);
  }
}
