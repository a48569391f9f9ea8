package io.millrace.graph.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.summary.Plan;
import org.neo4j.driver.summary.QueryType;
import org.neo4j.driver.summary.ResultSummary;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;

/**
 * Runs an administrator's own query. The database plans it first; it is run where the plan reads
 * the graph and does nothing else: it writes nothing, loads no file or address, and calls no
 * procedure but those that describe the graph or search it. It is run with access for reading, too.
 */
final class CypherReader {
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final int MOST_ROWS = 1_000;

  /** Characters of one answer, about; a row is not cut. */
  private static final int MOST_CHARACTERS = 4_000_000;

  private static final Set<String> PROCEDURES =
      Set.of(
          "db.labels",
          "db.relationshiptypes",
          "db.propertykeys",
          "db.schema.visualization",
          "db.schema.nodetypeproperties",
          "db.schema.reltypeproperties",
          "db.index.fulltext.querynodes",
          "db.index.fulltext.queryrelationships");

  private final GraphConnection graph;

  CypherReader(GraphConnection graph) {
    this.graph = graph;
  }

  CypherRows read(String query, Map<String, Object> parameters) {
    try {
      requireReading(graph.answer("EXPLAIN " + query, parameters, MOST, Result::consume));
      return graph.answer(query, parameters, MOST, CypherReader::rows);
    } catch (Neo4jException e) {
      throw new IllegalArgumentException("Cannot run the query: " + e.getMessage(), e);
    }
  }

  private static void requireReading(ResultSummary summary) {
    if (summary.queryType() != QueryType.READ_ONLY || !summary.hasPlan()) {
      throw new IllegalArgumentException("Cannot run the query: it does more than read");
    }
    requireReading(summary.plan());
  }

  private static void requireReading(Plan plan) {
    String operator = plan.operatorType().replaceFirst("@.*", "");
    boolean refused =
        switch (operator) {
          case "LoadCSV" -> true;
          case "ProcedureCall" -> !PROCEDURES.contains(procedure(plan));
          default -> operator.startsWith("Show") || operator.startsWith("Terminate");
        };
    if (refused) {
      throw new IllegalArgumentException(
          "Cannot run the query: it does more than read the graph (" + operator + ")");
    }
    plan.children().forEach(CypherReader::requireReading);
  }

  /** The name before the arguments, in small letters. */
  private static String procedure(Plan plan) {
    Value details = plan.arguments().get("Details");
    return details == null
        ? ""
        : details.asString("").replaceFirst("(?s)\\(.*", "").strip().toLowerCase(Locale.ROOT);
  }

  private static CypherRows rows(Result result) {
    List<String> columns = result.keys();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    int characters = 0;
    while (result.hasNext() && rows.size() < MOST_ROWS && characters < MOST_CHARACTERS) {
      Record row = result.next();
      List<@Nullable Object> values = new ArrayList<>();
      row.values().forEach(value -> values.add(plain(value)));
      characters += values.toString().length();
      rows.add(values);
    }
    return new CypherRows(columns, rows, result.hasNext());
  }

  /** What JSON can say of a value. */
  private static @Nullable Object plain(Value value) {
    return switch (value.type().name()) {
      case "NULL" -> null;
      case "BOOLEAN" -> value.asBoolean();
      case "INTEGER" -> value.asLong();
      case "FLOAT" -> Double.isFinite(value.asDouble()) ? value.asDouble() : value.toString();
      case "STRING" -> value.asString();
      case "LIST OF ANY?" -> {
        List<@Nullable Object> list = new ArrayList<>();
        value.values().forEach(each -> list.add(plain(each)));
        yield list;
      }
      case "MAP" -> map(value);
      case "NODE" -> node(value.asNode());
      case "RELATIONSHIP" -> relationship(value.asRelationship());
      case "PATH" -> path(value.asPath());
      default -> value.toString();
    };
  }

  private static Map<String, @Nullable Object> map(Value value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    value.keys().forEach(key -> map.put(key, plain(value.get(key))));
    return map;
  }

  private static Map<String, @Nullable Object> properties(Entity entity) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    entity.keys().forEach(key -> map.put(key, plain(entity.get(key))));
    return map;
  }

  private static Map<String, @Nullable Object> node(Node node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("labels", StreamSupport.stream(node.labels().spliterator(), false).toList());
    map.put("properties", properties(node));
    return map;
  }

  private static Map<String, @Nullable Object> relationship(Relationship relationship) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", relationship.type());
    map.put("properties", properties(relationship));
    return map;
  }

  private static List<Map<String, @Nullable Object>> path(Path path) {
    List<Map<String, @Nullable Object>> parts = new ArrayList<>();
    parts.add(node(path.start()));
    path.forEach(
        segment -> {
          parts.add(relationship(segment.relationship()));
          parts.add(node(segment.end()));
        });
    return parts;
  }
}
