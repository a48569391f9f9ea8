package io.millrace.query.answer;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets as much work run at a time as there are cores, first come first served. */
final class Cores {
  private static final int LONGEST_WAIT_SECONDS = 5;

  private final Semaphore free = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /** Something that needs a core. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Waits for a core and works.
   *
   * @throws UnavailableException where none is free for five seconds
   */
  <T> T run(Work<T> work) throws IOException {
    try {
      if (!free.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new UnavailableException(
            "All cores were busy for " + LONGEST_WAIT_SECONDS + " seconds; try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The service is stopping");
    }
    try {
      return work.run();
    } finally {
      free.release();
    }
  }
}
