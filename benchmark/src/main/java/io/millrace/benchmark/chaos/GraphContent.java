package io.millrace.benchmark.chaos;

import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/**
 * What the graph database and the tables that it is made of hold, node by node, relationship by
 * relationship and row by row, without run ids and times.
 *
 * @param loaded the revision that is loaded completely, 0 for none
 * @param valid what is valid as of that revision
 * @param all everything else too: what was valid before, analyses, tables
 */
record GraphContent(long loaded, SortedMap<String, String> valid, SortedMap<String, String> all) {
  static final GraphContent EMPTY = new GraphContent(0, new TreeMap<>(), new TreeMap<>());

  private static final List<String> TABLES = List.of("extractions", "entities");

  /** Reads everything; the server must run. */
  static GraphContent read(Path warehouse, GraphAccess access) throws IOException, SQLException {
    SortedMap<String, String> valid = new TreeMap<>();
    SortedMap<String, String> all = new TreeMap<>();
    long loaded;
    try (Drivers.Lease lease = Drivers.lease(access)) {
      loaded = loaded(lease.driver());
      nodes(lease.driver(), all);
      relationships(lease.driver(), loaded, valid, all);
    }
    try (WarehouseTables tables = WarehouseTables.open(warehouse)) {
      for (String table : TABLES) {
        for (Record row : tables.rows(table)) {
          count(all, table + " " + WarehouseTables.spelled(row, List.of()));
        }
      }
    }
    return new GraphContent(loaded, valid, all);
  }

  private static long loaded(Driver driver) {
    try (Session session = driver.session()) {
      return session
          .run("OPTIONAL MATCH (g:Graph {id: 'graph'}) RETURN coalesce(g.loaded, 0)")
          .single()
          .get(0)
          .asLong();
    }
  }

  /** The node of the graph's state names snapshots, which differ. */
  private static void nodes(Driver driver, SortedMap<String, String> all) {
    try (Session session = driver.session()) {
      session
          .run("MATCH (n) WHERE NOT n:Graph RETURN labels(n), properties(n)")
          .forEachRemaining(row -> count(all, "node " + spelled(row.get(0)) + spelled(row.get(1))));
    }
  }

  private static void relationships(
      Driver driver, long loaded, SortedMap<String, String> valid, SortedMap<String, String> all) {
    try (Session session = driver.session()) {
      session
          .run(
              "MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id,"
                  + " r.since <= $loaded AND $loaded < r.until",
              Map.of("loaded", loaded))
          .forEachRemaining(
              row -> {
                String text = "";
                for (int column = 0; column < 4; column++) {
                  text += " " + spelled(row.get(column));
                }
                count(all, "relationship" + text);
                if (row.get(4).asBoolean(false)) {
                  // what a load has ended since is still valid as of the one before
                  count(valid, "relationship" + text.replaceAll("until=\\d+", ""));
                }
              });
    }
  }

  private static String spelled(Value value) {
    return WarehouseTables.spelled(value.asObject(), List.of());
  }

  private static void count(SortedMap<String, String> texts, String text) {
    texts.merge(text, "once", (one, other) -> "more than once");
  }

  /** In what this differs from what it should be. */
  List<String> differences(GraphContent wanted) {
    List<String> differences = new ArrayList<>();
    if (loaded != wanted.loaded) {
      differences.add("revision " + loaded + " is loaded instead of " + wanted.loaded);
    }
    differences.addAll(Comparison.same("in the graph", wanted.all, all));
    return differences;
  }

  /** In what a reader, of the revision that is loaded, sees neither the one nor the other. */
  List<String> torn(GraphContent before, GraphContent after) {
    return Comparison.same(
        "as of revision " + loaded, loaded == after.loaded ? after.valid : before.valid, valid);
  }
}
