package io.millrace.graph.model;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that examine passages, each one after the other. They stop at the end of the passages or
 * of the budget; an answer that is under way then is still waited for, since it is paid. Closing
 * interrupts them.
 */
final class Workers implements AutoCloseable {
  /** So many failures one after the other, with no success between, are no matter of the texts. */
  private static final int MOST_FAILURES_IN_A_ROW = 8;

  private final ModelExtractor extractor;
  private final Calls.Purse purse;
  private final ExecutorService threads;
  private final int count;
  private final BlockingQueue<Done> results = new LinkedBlockingQueue<>();
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();

  /**
   * What became of a passage, or of a worker that has ended, which has none.
   *
   * @param passage the passage, or null
   * @param placed what was found, or null
   * @param failure why nothing was, or null
   */
  record Done(
      @Nullable Passage passage,
      Placement.@Nullable Placed placed,
      @Nullable ModelException failure) {}

  Workers(ModelExtractor extractor, Calls.Purse purse, int count) {
    this.extractor = extractor;
    this.purse = purse;
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** Begins to examine; one round at a time. */
  void start(List<Passage> passages) {
    Queue<Passage> queue = new ConcurrentLinkedQueue<>(passages);
    working.set(count);
    for (int i = 0; i < count; i++) {
      threads.execute(
          () -> {
            try {
              work(queue);
            } catch (RuntimeException | Error e) { // a defect: told at the end, by the job
              purse.budget().end(new IllegalStateException("Cannot examine a text: " + e, e));
            } finally {
              results.add(new Done(null, null, null));
            }
          });
    }
  }

  /** Whether there is more to come of this round. */
  boolean working() {
    return working.get() > 0;
  }

  /** The next result, or null where there is none in time or a worker has ended. */
  @Nullable Done next(long millis) throws InterruptedException {
    Done done = results.poll(millis, TimeUnit.MILLISECONDS);
    if (done != null && done.passage() == null) {
      working.decrementAndGet();
      return null;
    }
    return done;
  }

  private void work(Queue<Passage> queue) {
    for (Passage passage = queue.poll(); passage != null; passage = queue.poll()) {
      if (purse.budget().ended() != null) {
        return;
      }
      try {
        Placement.Placed placed = extractor.examine(passage.hash(), passage.text(), purse);
        failuresInARow.set(0);
        results.add(new Done(passage, placed, null));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ModelException e) {
        if (e.code().isForAll()) {
          purse.budget().end(e);
          return;
        }
        results.add(new Done(passage, null, e));
        if (failuresInARow.incrementAndGet() >= MOST_FAILURES_IN_A_ROW) {
          purse.budget().end(e);
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
