package io.millrace.graph.model;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The money of one run. Before a call its upper bound is reserved, afterwards what it cost takes
 * the place of that: what is spent and what is reserved never exceed the limit together, so no
 * order of calls and answers exceeds it. Used by all threads that make calls.
 */
final class Budget {
  private final @Nullable BigDecimal limit;
  private BigDecimal spent = BigDecimal.ZERO;
  private BigDecimal reserved = BigDecimal.ZERO;
  private @Nullable RuntimeException end;

  Budget(Optional<BigDecimal> limit) {
    this.limit = limit.orElse(null);
  }

  /**
   * Reserves {@code most}. Where only calls that are under way stand in the way, waits for what
   * they really cost.
   *
   * @throws RuntimeException what ended the run: the budget is spent, or {@link #end} was called
   */
  synchronized void reserve(BigDecimal most) throws InterruptedException {
    while (end == null && exceeds(most)) {
      if (reserved.signum() == 0) {
        end(
            new ModelException(
                ModelException.Code.MODEL_BUDGET,
                "Cannot go on: the next call might cost "
                    + most.toPlainString()
                    + ", and of the budget of "
                    + String.valueOf(limit)
                    + " "
                    + spent.toPlainString()
                    + " is spent"));
      } else {
        wait();
      }
    }
    if (end != null) {
      throw end;
    }
    reserved = reserved.add(most);
  }

  private boolean exceeds(BigDecimal most) {
    return limit != null && spent.add(reserved).add(most).compareTo(limit) > 0;
  }

  /** A call that had reserved {@code most} has cost {@code cost}. */
  synchronized void settle(BigDecimal most, BigDecimal cost) {
    reserved = reserved.subtract(most);
    spent = spent.add(cost);
    notifyAll();
  }

  /** From now on nothing is reserved any more; the first reason counts. */
  synchronized void end(RuntimeException reason) {
    if (end == null) {
      end = reason;
    }
    notifyAll();
  }

  /** Why the run ends before its work is done, or null. */
  synchronized @Nullable RuntimeException ended() {
    return end;
  }

  synchronized BigDecimal spent() {
    return spent;
  }
}
