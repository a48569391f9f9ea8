package io.millrace.evaluation.resolution;

import io.millrace.evaluation.extraction.Counts;
import io.millrace.graph.record.Grouping;

/**
 * How well the things of the judged records were found.
 *
 * @param seed of the halves
 * @param trainRecords records learned from
 * @param testRecords records judged
 * @param testThings things of the judged records
 * @param pairs pairs of which at least one record is judged: right ones are of one thing and in one
 *     cluster
 * @param bCubed precision and recall of the judged records' clusters, averaged over the records
 *     (Bagga and Baldwin 1998)
 * @param clusters clusters with a judged record that hold exactly one thing's records; things of
 *     one record count as well
 * @param candidateRecall how many of the pairs to find were candidates
 * @param grouping how clusters were made
 * @param threshold the score from which on records belong together
 * @param learnSeconds time to learn
 * @param resolveSeconds time to score all pairs and make clusters
 */
public record ResolutionScore(
    long seed,
    int trainRecords,
    int testRecords,
    int testThings,
    Counts pairs,
    BCubed bCubed,
    Counts clusters,
    double candidateRecall,
    Grouping grouping,
    double threshold,
    double learnSeconds,
    double resolveSeconds) {
  /** Averages over records; their F1 is that of the averages. */
  public record BCubed(double precision, double recall) {
    /** The harmonic mean of both. */
    public double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }
}
