package io.millrace.ingestion.parse;

import java.io.Serializable;
import java.time.Duration;

/**
 * What one document may cost.
 *
 * @param heapBytes heap of the child process; at least 64 MiB
 * @param time wall time of one parse; a timeout is tried once more, alone, with {@link #retryTime}
 * @param outputCharacters the most text one document may give, in UTF-16 code units
 * @param fileBytes the largest file that is read
 */
public record ParserLimits(long heapBytes, Duration time, int outputCharacters, long fileBytes)
    implements Serializable {

  /** Half a gigabyte of heap, two minutes, 50 million characters, files up to 512 MiB. */
  public static final ParserLimits DEFAULT =
      new ParserLimits(512L << 20, Duration.ofMinutes(2), 50_000_000, 512L << 20);

  public ParserLimits {
    if (heapBytes < 64L << 20) {
      throw new IllegalArgumentException(
          "Cannot limit the parser: its heap is " + heapBytes + " bytes, less than 64 MiB");
    }
    if (time.toMillis() < 100) {
      throw new IllegalArgumentException(
          "Cannot limit the parser: its time is " + time + ", less than 0.1 s");
    }
    if (outputCharacters < 1 || fileBytes < 1) {
      throw new IllegalArgumentException(
          "Cannot limit the parser: output of "
              + outputCharacters
              + " characters and files of "
              + fileBytes
              + " bytes must both be positive");
    }
  }

  /** The time of the second, lonely try: five times the first. */
  Duration retryTime() {
    return time.multipliedBy(5);
  }
}
