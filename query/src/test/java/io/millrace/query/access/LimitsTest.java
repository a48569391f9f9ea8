package io.millrace.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.settings.QuerySettings;
import io.millrace.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final AtomicLong clock = new AtomicLong();

  private Limits limits(int rate, int concurrent, int queue) {
    QuerySettings settings =
        Settings.load(
                Optional.empty(),
                Map.of(),
                Map.of(
                    "query.rate", Integer.toString(rate),
                    "query.concurrent", Integer.toString(concurrent),
                    "query.queue", Integer.toString(queue)))
            .query();
    return new Limits(settings, clock::get);
  }

  private static void refused(Limits limits, String visitor, LimitException.Kind kind) {
    assertThatThrownBy(() -> limits.enter(visitor))
        .isInstanceOfSatisfying(LimitException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void aCallerMayAskTwiceTheRateAtOnceAndThenTheRate() {
    Limits limits = limits(5, 100, 100);
    for (int i = 0; i < 10; i++) {
      limits.enter("a").close();
    }
    refused(limits, "a", LimitException.Kind.RATE);
    limits.enter("b").close(); // another one is not his concern
    clock.addAndGet(1_000_000_000L);
    for (int i = 0; i < 5; i++) {
      limits.enter("a").close();
    }
    refused(limits, "a", LimitException.Kind.RATE);
    clock.addAndGet(3_600_000_000_000L);
    for (int i = 0; i < 10; i++) {
      limits.enter("a").close();
    }
    refused(limits, "a", LimitException.Kind.RATE);
  }

  @Test
  void noRateIsNoLimit() {
    Limits limits = limits(0, 10, 10);
    for (int i = 0; i < 10_000; i++) {
      limits.enter("a").close();
    }
    assertThat(limits.inside()).isZero();
  }

  @Test
  void onlySoManyAtATimeAndWhoLeavesMakesRoom() {
    Limits limits = limits(0, 2, 3);
    List<Limits.Entry> inside = new ArrayList<>();
    inside.add(limits.enter("a"));
    inside.add(limits.enter("a"));
    refused(limits, "a", LimitException.Kind.CONCURRENT);
    inside.add(limits.enter("b"));
    refused(limits, "c", LimitException.Kind.BUSY);
    assertThat(limits.inside()).isEqualTo(3);
    inside.get(0).close();
    limits.enter("c").close();
    limits.enter("a").close();
    inside.get(1).close();
    inside.get(2).close();
    assertThat(limits.inside()).isZero();
  }
}
