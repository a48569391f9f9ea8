package io.millrace.query.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.embedding.retrieve.QueryEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuestionBatchesTest {
  /** Gives each question its length as vector, when it may. */
  private static final class LengthEncoder implements QueryEncoder {
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @Override
    public String fingerprint() {
      return "length";
    }

    @Override
    public float[] encode(String query) {
      return new float[] {query.length()};
    }

    @Override
    public List<float[]> encodeAll(List<String> queries) {
      batches.add(List.copyOf(queries));
      started.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (queries.contains("bad")) {
        throw new IllegalStateException("no vector for bad");
      }
      return QueryEncoder.super.encodeAll(queries);
    }
  }

  @Test
  void whatWaitsIsEncodedTogetherAndEqualQuestionsOnce() throws Exception {
    LengthEncoder encoder = new LengthEncoder();
    try (QuestionBatches batches = new QuestionBatches(encoder, 100, System::nanoTime)) {
      CompletableFuture<float[]> first = batches.encode("问题");
      encoder.started.await();
      List<CompletableFuture<float[]>> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(batches.encode("x".repeat(i + 1)));
        others.add(batches.encode("x".repeat(i + 1)));
      }
      assertThat(batches.waiting()).isEqualTo(20);
      encoder.gate.countDown();
      assertThat(first.get()).containsExactly(2);
      for (int i = 0; i < 40; i++) {
        assertThat(others.get(i).get()).containsExactly(i / 2 + 1);
      }
      assertThat(encoder.batches.stream().map(List::size)).containsExactly(1, 16, 4);
      assertThat(batches.encode("问题").isDone()).as("kept").isTrue();
    }
  }

  @Test
  void aFullQueueRefusesAtOnceAndNothingIsForgotten() throws Exception {
    LengthEncoder encoder = new LengthEncoder();
    try (QuestionBatches batches = new QuestionBatches(encoder, 3, System::nanoTime)) {
      CompletableFuture<float[]> first = batches.encode("first");
      encoder.started.await();
      List<CompletableFuture<float[]>> waiting =
          IntStream.range(0, 3).mapToObj(i -> batches.encode("w" + i)).toList();
      assertThatThrownBy(() -> batches.encode("one more"))
          .isInstanceOf(RejectedExecutionException.class);
      encoder.gate.countDown();
      assertThat(first.get()).containsExactly(5);
      for (CompletableFuture<float[]> each : waiting) {
        assertThat(each.get()).containsExactly(2);
      }
      assertThat(batches.encode("one more").get()).containsExactly(8);
    }
  }

  @Test
  void aFailureIsThatOfItsBatchAndIsNotKept() throws Exception {
    LengthEncoder encoder = new LengthEncoder();
    encoder.gate.countDown();
    try (QuestionBatches batches = new QuestionBatches(encoder, 100, System::nanoTime)) {
      assertThatThrownBy(() -> batches.encode("bad").get()).hasMessageContaining("no vector");
      assertThat(batches.encode("good").get()).containsExactly(4);
      assertThatThrownBy(() -> batches.encode("bad").get()).hasMessageContaining("no vector");
      assertThat(encoder.batches).hasSize(3);
    }
  }

  @Test
  void whatWaitedTooLongIsRefusedAndNotEncoded() throws Exception {
    LengthEncoder encoder = new LengthEncoder();
    AtomicLong now = new AtomicLong();
    try (QuestionBatches batches = new QuestionBatches(encoder, 100, now::get)) {
      CompletableFuture<float[]> first = batches.encode("first");
      encoder.started.await();
      CompletableFuture<float[]> late = batches.encode("late");
      now.addAndGet(Duration.ofSeconds(6).toNanos());
      CompletableFuture<float[]> young = batches.encode("young");
      encoder.gate.countDown();
      assertThat(first.get()).as("was being encoded").containsExactly(5);
      assertThat(young.get()).containsExactly(5);
      assertThatThrownBy(late::get).hasCauseInstanceOf(RejectedExecutionException.class);
      assertThat(encoder.batches).containsExactly(List.of("first"), List.of("young"));
      assertThat(batches.encode("late").get()).as("asked again").containsExactly(4);
    }
  }
}
