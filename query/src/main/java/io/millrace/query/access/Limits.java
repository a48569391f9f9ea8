package io.millrace.query.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.core.settings.QuerySettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How much each caller may ask: a token bucket of twice {@code query.rate} requests that fills at
 * that rate, and so many requests at a time; and how many requests are in the service at all. What
 * is over a limit is refused at once, so that the service does no work for it. Safe for many
 * threads; knows at most 10,000 callers, and forgets those who were away for ten minutes.
 */
public final class Limits {
  private static final double NANOS = 1e9;

  private final QuerySettings settings;
  private final LongSupplier nanoTime;
  private final AtomicInteger inside = new AtomicInteger();
  private final Cache<String, Visitor> visitors =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  /**
   * The limits that settings ask for.
   *
   * @param nanoTime the clock, as {@link System#nanoTime()}
   */
  public Limits(QuerySettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** Requests that are in the service now. */
  public int inside() {
    return inside.get();
  }

  /** Whether as many requests are in the service as may be. */
  public boolean isFull() {
    return inside.get() >= settings.queue();
  }

  /** What is said then. */
  public LimitException busy() {
    return new LimitException(
        LimitException.Kind.BUSY,
        "The service answers " + settings.queue() + " requests already; try again in a second");
  }

  /**
   * Lets a request in, or not. Who was let in must {@linkplain Entry#close leave}.
   *
   * @param visitor the key's id, or the address of who has none
   * @throws LimitException where a limit is reached
   */
  public Entry enter(String visitor) {
    Visitor known = visitors.get(visitor, name -> new Visitor());
    known.take();
    if (inside.incrementAndGet() > settings.queue()) {
      inside.decrementAndGet();
      throw busy();
    }
    if (known.atOnce.incrementAndGet() > settings.concurrent()) {
      known.atOnce.decrementAndGet();
      inside.decrementAndGet();
      throw new LimitException(
          LimitException.Kind.CONCURRENT,
          "More than " + settings.concurrent() + " requests at a time; wait for an answer");
    }
    return new Entry(known);
  }

  /** A request that was let in; closed when it leaves, by any thread, and no harm if twice. */
  public final class Entry implements AutoCloseable {
    private final Visitor visitor;
    private final AtomicBoolean left = new AtomicBoolean();

    private Entry(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        visitor.atOnce.decrementAndGet();
        inside.decrementAndGet();
      }
    }
  }

  /** What one caller has left. */
  private final class Visitor {
    private final AtomicInteger atOnce = new AtomicInteger();
    private double tokens = 2.0 * settings.rate();
    private long filled = nanoTime.getAsLong();

    synchronized void take() {
      if (settings.rate() == 0) {
        return;
      }
      long now = nanoTime.getAsLong();
      tokens = Math.min(2.0 * settings.rate(), tokens + (now - filled) / NANOS * settings.rate());
      filled = now;
      if (tokens < 1) {
        throw new LimitException(
            LimitException.Kind.RATE,
            "More than " + settings.rate() + " requests a second; try again in a second");
      }
      tokens--;
    }
  }
}
