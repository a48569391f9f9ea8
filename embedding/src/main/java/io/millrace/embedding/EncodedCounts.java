package io.millrace.embedding;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * How many texts and tokens the partitions of a dataset encoded. A partition that Spark computes
 * again, because the executor that kept it was lost, counts once; in Spark's own accumulators it
 * would count twice.
 */
final class EncodedCounts
    extends AccumulatorV2<EncodedCounts.Count, Map<Integer, EncodedCounts.Count>> {
  private static final long serialVersionUID = 1;

  /** So many texts, with so many tokens. */
  record Count(long texts, long tokens) implements Serializable {
    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
      return new Count(texts + other.texts, tokens + other.tokens);
    }
  }

  private final Map<Integer, Count> byPartition = new HashMap<>();

  /** Called by the tasks. */
  @Override
  public void add(Count count) {
    byPartition.merge(TaskContext.getPartitionId(), count, Count::plus);
  }

  /** Called by the driver, for each task that succeeded. */
  @Override
  public synchronized void merge(AccumulatorV2<Count, Map<Integer, Count>> task) {
    byPartition.putAll(task.value());
  }

  /** All partitions so far. */
  synchronized Count sum() {
    return byPartition.values().stream().reduce(Count.NONE, Count::plus);
  }

  @Override
  public Map<Integer, Count> value() {
    return byPartition;
  }

  @Override
  public boolean isZero() {
    return byPartition.isEmpty();
  }

  @Override
  public EncodedCounts copy() {
    EncodedCounts copy = new EncodedCounts();
    copy.byPartition.putAll(byPartition);
    return copy;
  }

  @Override
  public void reset() {
    byPartition.clear();
  }
}
