package io.millrace.cluster.standalone;

/**
 * What a cluster is asked to be.
 *
 * @param workers how many workers; each starts one executor for an application
 * @param cores tasks at a time that a worker runs
 * @param memory what the executors of a worker may take of Java heap, as Spark writes it: {@code
 *     2g}; parsers and encoders use memory beside it
 */
public record ClusterSize(int workers, int cores, String memory) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if any is out of range
   */
  public ClusterSize {
    if (workers < 1 || workers > 64) {
      throw new IllegalArgumentException(
          "Cannot start " + workers + " workers: it must be from 1 to 64");
    }
    if (cores < 1) {
      throw new IllegalArgumentException(
          "Cannot start workers with " + cores + " cores: it must be 1 or more");
    }
    if (!memory.matches("[1-9]\\d{0,6}[mgMG]")) {
      throw new IllegalArgumentException(
          "Cannot start workers with memory '" + memory + "': write it as 512m or 2g");
    }
  }

  @Override
  public String toString() {
    return workers + " workers of " + cores + " cores and " + memory;
  }
}
