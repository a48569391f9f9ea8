package io.millrace.graph.load;

import io.millrace.graph.database.GraphException;
import java.util.List;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Values;

/**
 * Who writes a cell: a node {@code Writer} of the database, which every batch locks and changes in
 * its own transaction. It tells whether a batch whose answer was lost was committed, and keeps a
 * writer that was given up, but lives, from writing beside its successor.
 *
 * @param run which load's
 * @param cell which cell's
 * @param attempt how often writing the cell was begun before in this load
 */
record Writer(String run, int cell, int attempt) {
  /** What a batch finds. */
  enum Turn {
    /** It is to be written. */
    WRITE,
    /** It was committed. */
    WRITTEN,
    /** An earlier attempt wrote after what this one writes was compared. */
    STALE
  }

  /** Makes the writers of a load, and with that keeps those of all earlier ones from writing. */
  static void begin(Driver driver, String run, int cells) {
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction -> {
            transaction.run("MATCH (w:Writer) DELETE w").consume();
            transaction
                .run(
                    "UNWIND range(0, $cells - 1) AS cell CREATE (:Writer {run: $run, cell: cell,"
                        + " attempt: 0, batch: 0})",
                    Values.parameters("run", run, "cells", cells))
                .consume();
          });
    }
  }

  /** Removes the writers of all loads. */
  static void end(Driver driver) {
    try (Session session = driver.session()) {
      session.executeWriteWithoutResult(
          transaction -> transaction.run("MATCH (w:Writer) DELETE w").consume());
    }
  }

  /**
   * Locks the node and says whether a batch is to be written.
   *
   * @param batch the batch's number, from 1
   * @throws GraphException where another load or attempt has taken over
   */
  Turn turn(Transaction transaction, long batch) {
    // set first: the lock must be held before anything is read
    List<Record> rows =
        transaction
            .run(
                "MATCH (w:Writer {run: $run, cell: $cell}) SET w.locked = true"
                    + " WITH w, w.attempt AS attempt, w.batch AS batch"
                    + " SET w.attempt = $attempt, w.batch = $batch RETURN attempt, batch",
                Values.parameters("run", run, "cell", cell, "attempt", attempt, "batch", batch))
            .list();
    if (rows.isEmpty() || rows.get(0).get(0).asInt() > attempt) {
      throw new GraphException(
          GraphException.Code.GRAPH_BUSY,
          "Cannot go on loading the graph: "
              + (rows.isEmpty() ? "another load" : "another attempt of this load")
              + " has begun");
    }
    long written = rows.get(0).get(1).asLong();
    if (rows.get(0).get(0).asInt() < attempt) {
      return written > 0 ? Turn.STALE : Turn.WRITE;
    }
    return written >= batch ? Turn.WRITTEN : Turn.WRITE;
  }
}
