package io.millrace.graph.load;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Edge;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import scala.Tuple2;

/**
 * Makes the relationships of one cell what they have to be, in transactions of some thousand. Its
 * memory is one of these.
 *
 * @param revision since when what is new is valid
 * @param run which load this is
 */
record CellWriter(GraphAccess access, Patience patience, long revision, String run)
    implements Serializable {
  private static final int BATCH = 5_000;

  /** What one transaction does. */
  private static final class Batch {
    private final Map<String, Edge> create = new HashMap<>(); // by id
    private final List<StoredEdge> end = new ArrayList<>();
    private final List<StoredEdge> remove = new ArrayList<>();
    private long kept;

    int size() {
      return create.size() + end.size() + remove.size();
    }
  }

  /**
   * Writes a cell.
   *
   * @param attempt how often it was begun before
   * @param rows what is wanted and what is stored, by id
   */
  Tally write(
      int cell,
      int attempt,
      Iterator<Tuple2<Place, Tuple2<Iterable<Edge>, Iterable<StoredEdge>>>> rows) {
    Writer writer = new Writer(run, cell, attempt);
    Tally tally = Tally.NONE;
    try (Drivers.Lease lease = Drivers.lease(access)) {
      for (long number = 1; rows.hasNext() && !tally.stale(); number++) {
        Batch batch = new Batch();
        while (rows.hasNext() && batch.size() < BATCH) {
          var row = rows.next();
          compare(row._1().id(), row._2(), batch);
        }
        tally = tally.plus(write(lease.driver(), writer, number, batch));
      }
    }
    return tally;
  }

  /** Wanted and valid: stays. Wanted only: new. Valid only: ends. Valid twice: once too often. */
  private void compare(String id, Tuple2<Iterable<Edge>, Iterable<StoredEdge>> row, Batch batch) {
    Iterator<Edge> wanted = row._1().iterator();
    List<StoredEdge> stored = new ArrayList<>();
    row._2().forEach(stored::add);
    stored.sort(Comparator.comparing(StoredEdge::since).thenComparing(StoredEdge::element));
    if (wanted.hasNext() && stored.isEmpty()) {
      batch.create.put(id, wanted.next());
    } else if (wanted.hasNext()) {
      batch.kept++;
      batch.remove.addAll(stored.subList(1, stored.size()));
    } else {
      for (StoredEdge edge : stored) {
        (edge.since() < revision ? batch.end : batch.remove).add(edge);
      }
    }
  }

  private Tally write(Driver driver, Writer writer, long number, Batch batch) {
    if (batch.size() == 0) {
      return new Tally(0, 0, 0, batch.kept, 0, false);
    }
    AtomicInteger deadlocks = new AtomicInteger();
    Writer.Turn turn =
        patience.run(
            "load the graph",
            access,
            deadlocks,
            () -> {
              try (Session session = driver.session();
                  Transaction transaction = session.beginTransaction()) {
                Writer.Turn found = writer.turn(transaction, number);
                if (found == Writer.Turn.WRITE) {
                  EdgeStatements.end(transaction, batch.end, revision);
                  EdgeStatements.remove(transaction, batch.remove);
                  EdgeStatements.create(transaction, batch.create, revision);
                  transaction.commit();
                }
                return found;
              }
            });
    return turn == Writer.Turn.STALE
        ? new Tally(0, 0, 0, 0, deadlocks.get(), true)
        : new Tally(
            batch.create.size(),
            batch.end.size(),
            batch.remove.size(),
            batch.kept,
            deadlocks.get(),
            false);
  }
}
