package io.millrace.graph.database;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.SecurityException;

/**
 * Does something in the graph database, and again where that may help: the server is away, or two
 * transactions wanted the same. What is done must bear being done twice, since an answer can be
 * lost on its way. For one thread.
 *
 * @param longest how long a server may be away
 */
public record Patience(Duration longest) implements Serializable {
  private static final long SHORTEST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /** As {@link #run(String, GraphAccess, AtomicInteger, Supplier)}, without counting. */
  public <T> T run(String what, GraphAccess access, Supplier<T> work) {
    return run(what, access, new AtomicInteger(), work);
  }

  /**
   * Does it.
   *
   * @param what the verb and thing of the error's text
   * @param deadlocks counts how often it was done again because of a deadlock
   * @throws GraphException where it fails for good, or the server is away for too long
   */
  public <T> T run(String what, GraphAccess access, AtomicInteger deadlocks, Supplier<T> work) {
    long pause = SHORTEST_PAUSE_MILLIS;
    long end = System.nanoTime() + longest.toNanos();
    boolean failed = false;
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!failed) {
          failed = true;
          end = System.nanoTime() + longest.toNanos();
        }
        if (isDeadlock(e)) {
          deadlocks.incrementAndGet();
        } else if (!mayPass(e)) {
          throw forGood(what, access, e);
        }
        if (System.nanoTime() >= end) {
          throw new GraphException(
              GraphException.Code.GRAPH_AWAY,
              "Cannot %s: %s did not take it for %d s: %s"
                  .formatted(what, access.uri(), longest.toSeconds(), e.getMessage()),
              e);
        }
        rest(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /**
   * Does what cannot be done again, as the next step of something that has begun.
   *
   * @throws GraphException where it fails, also where the server is away
   */
  public static <T> T once(String what, GraphAccess access, Supplier<T> work) {
    return new Patience(Duration.ZERO).run(what, access, work);
  }

  /** Two that met must not meet again at the same moment. */
  private static void rest(long millis) {
    LockSupport.parkNanos(
        1_000_000 * (millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1)));
    if (Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the graph database");
    }
  }

  private static boolean isDeadlock(RuntimeException e) {
    return e instanceof Neo4jException neo4j && neo4j.code().endsWith(".DeadlockDetected");
  }

  /** A database that starts is not found for a moment. */
  private static boolean mayPass(RuntimeException e) {
    return e instanceof RetryableException
        || e instanceof AuthorizationExpiredException
        || (e instanceof Neo4jException neo4j && neo4j.code().endsWith(".DatabaseNotFound"));
  }

  private static RuntimeException forGood(String what, GraphAccess access, RuntimeException e) {
    if (e instanceof AuthenticationException || e instanceof SecurityException) {
      return new GraphException(
          GraphException.Code.GRAPH_ACCESS,
          "Cannot %s: %s does not let the user %s in: %s"
              .formatted(what, access.uri(), access.user(), e.getMessage()),
          e);
    }
    if (e instanceof Neo4jException) {
      return new GraphException(
          GraphException.Code.GRAPH_FAILED,
          "Cannot %s: %s answered: %s".formatted(what, access.uri(), e.getMessage()),
          e);
    }
    return e;
  }
}
