package io.millrace.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final long LIMIT = 100_000;

  /** Threads that reserve up to 100 and spend all or some of it: never more than the limit. */
  @Test
  void isNeverExceededAndNearlySpentWhateverTheOrder() throws Exception {
    Budget budget = new Budget(Optional.of(BigDecimal.valueOf(LIMIT)));
    AtomicLong spent = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Random random = new Random(i);
        callers.add(
            () -> {
              while (true) {
                int most = 1 + random.nextInt(100);
                try {
                  budget.reserve(BigDecimal.valueOf(most));
                } catch (ModelException e) {
                  assertThat(e.code()).isEqualTo(ModelException.Code.MODEL_BUDGET);
                  return true;
                }
                int cost = random.nextBoolean() ? most : random.nextInt(most + 1);
                spent.addAndGet(cost);
                budget.settle(BigDecimal.valueOf(most), BigDecimal.valueOf(cost));
              }
            });
      }
      for (Future<Boolean> each : threads.invokeAll(callers)) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(budget.spent()).isEqualByComparingTo(BigDecimal.valueOf(spent.get()));
    assertThat(spent.get()).isBetween(LIMIT - 100, LIMIT);
  }

  @Test
  void theFirstReasonEndsItForAll() throws InterruptedException {
    Budget budget = new Budget(Optional.empty());
    budget.reserve(BigDecimal.TEN);
    IllegalStateException first = new IllegalStateException("first");
    budget.end(first);
    budget.end(new IllegalStateException("second"));
    budget.settle(BigDecimal.TEN, BigDecimal.ONE);
    assertThatThrownBy(() -> budget.reserve(BigDecimal.ZERO)).isSameAs(first);
    assertThat(budget.spent()).isEqualByComparingTo("1");
  }

  @Test
  void aCallThatIsTooDearIsNotMade() throws InterruptedException {
    Budget budget = new Budget(Optional.of(new BigDecimal("0.01")));
    budget.reserve(new BigDecimal("0.01"));
    budget.settle(new BigDecimal("0.01"), new BigDecimal("0.004"));
    ModelException e =
        catchThrowableOfType(ModelException.class, () -> budget.reserve(new BigDecimal("0.0061")));
    assertThat(e).hasMessageContaining("0.0061").hasMessageContaining("0.01 0.004");
  }
}
