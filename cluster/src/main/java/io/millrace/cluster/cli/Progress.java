package io.millrace.cluster.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Says how far long work is: one line that is written over on a terminal, and nothing where
 * standard error is piped. Safe for many threads.
 */
final class Progress {
  private static final long PAUSE = 500_000_000L;

  private final PrintWriter err;
  private final boolean terminal;
  private final long started = System.nanoTime();
  private long last;

  /** Reports to {@code err} if this process was started from a terminal. */
  static Progress to(PrintWriter err) {
    return new Progress(err, System.console() != null);
  }

  private Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** {@code done} of {@code total} are done; a total of 0 or less is unknown. */
  synchronized void report(String step, long done, long total) {
    long now = System.nanoTime();
    if (!terminal || (now - last < PAUSE && done != total)) {
      return;
    }
    last = now;
    double seconds = (now - started) / 1e9;
    double rate = done / Math.max(seconds, 1e-3);
    String left =
        total > done && rate > 0
            ? String.format(Locale.ROOT, ", %.0f s left", (total - done) / rate)
            : "";
    err.printf(
        Locale.ROOT,
        "\r\033[K%s: %d%s, %.1f/s%s",
        step,
        done,
        total > 0 ? "/" + total : "",
        rate,
        left);
    if (done == total) {
      err.println();
    }
    err.flush();
  }
}
