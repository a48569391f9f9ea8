package io.millrace.core.derive;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * How many texts the partitions of a dataset worked on, and how many units of work those had. A
 * partition that Spark computes again, because the executor that kept it was lost, counts once; in
 * Spark's own accumulators it would count twice.
 */
public final class DerivedCounts
    extends AccumulatorV2<DerivedCounts.Count, Map<Integer, DerivedCounts.Count>> {
  private static final long serialVersionUID = 1;

  /**
   * So much work.
   *
   * @param texts how many texts
   * @param units what the job counts in them, such as tokens
   */
  public record Count(long texts, long units) implements Serializable {
    /** Nothing. */
    public static final Count NONE = new Count(0, 0);

    /** Both together. */
    public Count plus(Count other) {
      return new Count(texts + other.texts, units + other.units);
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
  public DerivedCounts copy() {
    DerivedCounts copy = new DerivedCounts();
    copy.byPartition.putAll(byPartition);
    return copy;
  }

  @Override
  public void reset() {
    byPartition.clear();
  }
}
