package io.millrace.core.maintenance;

/**
 * What is no longer there.
 *
 * @param files how many files were deleted
 * @param bytes their size
 */
public record Freed(long files, long bytes) {
  /** Nothing. */
  public static final Freed NOTHING = new Freed(0, 0);

  /** Both together. */
  public Freed plus(Freed other) {
    return new Freed(files + other.files, bytes + other.bytes);
  }
}
