package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Says while a load runs that the database is away, which executors wait for in silence. It asks
 * every few seconds, on a thread of its own.
 */
final class LoadWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final GraphAccess access;
  private final Drivers.Lease lease;
  private final Duration patience;
  private final Consumer<String> messages;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "graph-watch");
            made.setDaemon(true);
            return made;
          });
  private boolean away;

  LoadWatch(GraphAccess access, Duration patience, Consumer<String> messages) {
    this.access = access;
    this.lease = Drivers.lease(access);
    this.patience = patience;
    this.messages = messages;
    thread.scheduleWithFixedDelay(
        this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      lease.driver().verifyConnectivity();
      if (away) {
        messages.accept("the graph database answers again");
      }
      away = false;
    } catch (Neo4jException e) {
      if (!away) {
        messages.accept(
            "the graph database %s does not answer (%s); waiting for %d s at most"
                .formatted(access.uri(), e.getMessage(), patience.toSeconds()));
      }
      away = true;
    }
  }

  @Override
  public void close() {
    thread.shutdown(); // a look that has begun ends by itself: it must not be interrupted
    lease.close();
  }
}
