package io.millrace.graph.analyse;

/**
 * How much what documents say of two entities weighs:
 *
 * <pre>
 * weight = log2(1 + 3·facts + sentences)
 * </pre>
 *
 * facts: how often a relation or an event between the two is stated; sentences: how many name both;
 * each over all documents that the audience sees. A stated fact counts as much as three sentences
 * that merely name both, and its own sentence is one as well. The logarithm keeps text that stands
 * in hundreds of documents from outweighing everything else; one sentence weighs 1.
 */
final class EvidenceWeight {
  /** What one stated fact counts. */
  static final long FACT = 3;

  private EvidenceWeight() {}

  /** The weight of an edge by the evidence that adds up to it. */
  static double of(long evidence) {
    return Math.log1p(evidence) / Math.log(2);
  }
}
