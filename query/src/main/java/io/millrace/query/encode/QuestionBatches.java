package io.millrace.query.encode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.embedding.retrieve.QueryEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One encoder behind a bounded queue. What waits when the encoder is free is encoded together, at
 * most {@value #MOST_TOGETHER} questions at a time: reading the weights is most of the work, and is
 * then done once for all. The vectors of the last {@value #MOST_RECENT} questions are kept, and
 * equal questions share one. What waited for {@value #LONGEST_WAIT_SECONDS} seconds is refused, so
 * that an encoder with too much to do works for who still waits. May be used by several threads;
 * one thread of its own encodes.
 */
final class QuestionBatches implements AutoCloseable {
  private static final int MOST_TOGETHER = 16;
  private static final int MOST_RECENT = 10_000;
  private static final int LONGEST_WAIT_SECONDS = 5;

  private final QueryEncoder encoder;
  private final LongSupplier nanoTime;
  private final BlockingQueue<Waiting> queue;
  private final Cache<String, CompletableFuture<float[]>> recent =
      Caffeine.newBuilder().maximumSize(MOST_RECENT).build();
  private final Thread thread;

  private record Waiting(String question, CompletableFuture<float[]> vector, long since) {}

  /**
   * Starts the thread.
   *
   * @param most how many questions may wait
   * @param nanoTime the clock, as {@link System#nanoTime()}
   */
  QuestionBatches(QueryEncoder encoder, int most, LongSupplier nanoTime) {
    this.encoder = encoder;
    this.nanoTime = nanoTime;
    this.queue = new ArrayBlockingQueue<>(most);
    this.thread = new Thread(this::work, "encode-questions");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The vector of a question, at once or soon.
   *
   * @throws RejectedExecutionException where too many wait
   */
  CompletableFuture<float[]> encode(String question) {
    CompletableFuture<float[]> vector = recent.get(question, this::enqueue);
    if (vector.isCompletedExceptionally()) {
      recent.asMap().remove(question, vector);
    }
    return vector;
  }

  /** How many questions wait. */
  int waiting() {
    return queue.size();
  }

  private CompletableFuture<float[]> enqueue(String question) {
    CompletableFuture<float[]> vector = new CompletableFuture<>();
    if (!queue.offer(new Waiting(question, vector, nanoTime.getAsLong()))) {
      throw new RejectedExecutionException(
          "The encoder has " + queue.size() + " questions to do; try again in a second");
    }
    return vector;
  }

  private void work() {
    List<Waiting> batch = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        break; // closed
      }
      queue.drainTo(batch, MOST_TOGETHER - 1);
      batch.removeIf(this::refuseLate);
      encode(batch);
    }
    queue.drainTo(batch);
    IllegalStateException closed = new IllegalStateException("The encoder was closed");
    batch.forEach(each -> each.vector().completeExceptionally(closed));
  }

  private boolean refuseLate(Waiting each) {
    if (nanoTime.getAsLong() - each.since() <= TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS)) {
      return false;
    }
    fail(
        each,
        new RejectedExecutionException(
            "The question waited for more than "
                + LONGEST_WAIT_SECONDS
                + " seconds to be encoded; try again"));
    return true;
  }

  private void fail(Waiting each, Throwable why) {
    each.vector().completeExceptionally(why);
    recent.asMap().remove(each.question(), each.vector());
  }

  /** Whatever goes wrong goes wrong for the questions of this batch, and not for the next. */
  private void encode(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      List<float[]> vectors = encoder.encodeAll(batch.stream().map(Waiting::question).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).vector().complete(vectors.get(i));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(each -> fail(each, e));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
