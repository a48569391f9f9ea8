package io.millrace.query.encode;

import io.millrace.core.settings.Settings;
import io.millrace.embedding.ChosenEncoders;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.retrieve.QueryEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encoders of questions, by the fingerprint that a generation names. An encoder is opened once
 * and serves every generation after that; one that cannot be opened is tried again with the next
 * release. May be used by several threads.
 */
public final class QuestionEncoders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionEncoders.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Function<IndexedEncoder, QueryEncoder> opening;
  private final int mostWaiting;
  private final Map<String, QuestionBatches> open = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /**
   * Encoders that are opened by a function.
   *
   * @param mostWaiting how many questions may wait for each
   */
  public QuestionEncoders(Function<IndexedEncoder, QueryEncoder> opening, int mostWaiting) {
    this.opening = opening;
    this.mostWaiting = mostWaiting;
  }

  /** The encoders that settings choose. */
  public static QuestionEncoders of(Settings.Encoder settings, int mostWaiting) {
    return new QuestionEncoders(
        indexed -> ChosenEncoders.of(settings, Encoders.models()).queryEncoder(indexed),
        mostWaiting);
  }

  /** Opens those that are not open, side by side; returns when all are, or have failed. */
  public void prepare(Collection<IndexedEncoder> encoders) {
    // the common pool has one thread on two cores
    ExecutorService threads = Executors.newCachedThreadPool(QuestionEncoders::thread);
    try {
      CompletableFuture.allOf(
              encoders.stream()
                  .map(encoder -> CompletableFuture.runAsync(() -> open(encoder), threads))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "open-encoder");
    thread.setDaemon(true);
    return thread;
  }

  /** A missing native library is an Error, and words are still found without it. */
  private void open(IndexedEncoder encoder) {
    try {
      open.computeIfAbsent(
          encoder.fingerprint(),
          fingerprint -> {
            QueryEncoder opened = opening.apply(encoder);
            opened.encode("ready 准备"); // the first question is slow: nobody's
            return new QuestionBatches(opened, mostWaiting, System::nanoTime);
          });
      failures.remove(encoder.fingerprint());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Questions are not encoded by {}: {}", encoder.model(), e.toString());
      // everyone may read this, and the message may name places on this machine
      failures.put(encoder.fingerprint(), encoder.model() + " cannot be opened; the log says why");
    }
  }

  /** Why these encoders cannot be used; empty where all can. */
  public Optional<String> problem(Collection<IndexedEncoder> encoders) {
    List<String> problems = new ArrayList<>();
    for (IndexedEncoder encoder : encoders) {
      if (!open.containsKey(encoder.fingerprint())) {
        problems.add(
            failures.getOrDefault(encoder.fingerprint(), encoder.model() + " is being opened"));
      }
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  /** How many questions wait. */
  public int waiting() {
    return open.values().stream().mapToInt(QuestionBatches::waiting).sum();
  }

  /**
   * Encodes a question by several encoders at the same time, so that a search finds the vectors
   * there.
   *
   * @throws RejectedExecutionException where too many questions wait, or this one did too long
   * @throws IllegalStateException where an encoder fails
   */
  public void encode(String question, Collection<IndexedEncoder> encoders) {
    List<CompletableFuture<float[]>> vectors =
        encoders.stream().map(encoder -> future(encoder.fingerprint(), question)).toList();
    vectors.forEach(QuestionEncoders::await);
  }

  /**
   * Puts a question into the queues without waiting for its vectors.
   *
   * @throws RejectedExecutionException where too many questions wait
   */
  public void enqueue(String question, Collection<IndexedEncoder> encoders) {
    for (IndexedEncoder encoder : encoders) {
      var unused = future(encoder.fingerprint(), question); // who needs it asks for it again
    }
  }

  /** A searcher's view of an encoder, which may be opened after the searcher. */
  public QueryEncoder of(IndexedEncoder encoder) {
    return new QueryEncoder() {
      @Override
      public String fingerprint() {
        return encoder.fingerprint();
      }

      @Override
      public float[] encode(String query) {
        return await(future(encoder.fingerprint(), query));
      }
    };
  }

  private CompletableFuture<float[]> future(String fingerprint, String question) {
    QuestionBatches batches = open.get(fingerprint);
    if (batches == null) {
      throw new IllegalStateException(
          "Cannot encode the question: encoder " + fingerprint + " is not open");
    }
    return batches.encode(question);
  }

  private static float[] await(CompletableFuture<float[]> vector) {
    try {
      return vector.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RejectedExecutionException late) {
        throw late;
      }
      if (e.getCause() instanceof TimeoutException) {
        throw new RejectedExecutionException(
            "The question was not encoded in " + PATIENCE.toSeconds() + " seconds; try again");
      }
      throw new IllegalStateException("Cannot encode the question: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    open.values().forEach(QuestionBatches::close);
  }
}
