package io.millrace.graph;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.millrace.core.table.Entity;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.resolve.EntityIds;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** The entities of a warehouse as of a revision. */
final class Entities {
  private final Warehouse warehouse;
  private final SparkSession spark;

  Entities(Warehouse warehouse, SparkSession spark) {
    this.warehouse = warehouse;
    this.spark = spark;
  }

  /** The newest row of every id up to a revision. Shuffle: by id. */
  JavaRDD<Entity> state(long revision) {
    return warehouse
        .read(spark, Tables.ENTITIES)
        .where(col("revision").leq(revision))
        .javaRDD()
        .map(Tables.ENTITIES::fromRow)
        .mapToPair(row -> new Tuple2<>(row.entityId(), row))
        .reduceByKey((one, other) -> one.version() > other.version() ? one : other)
        .values();
  }

  /** The newest rows of the ids that have a row after a version. */
  JavaRDD<Entity> changedAfter(long version, long revision) {
    return state(revision).filter(row -> row.version() > version);
  }

  /** The number of the last resolution, 0 where there was none. */
  long lastVersion() {
    Object highest = warehouse.read(spark, Tables.ENTITIES).agg(max("version")).first().get(0);
    return highest == null ? 0 : (Long) highest;
  }

  /**
   * form → id, for the names of entities that have several: every other name's entity is its own.
   * Memory: 200 bytes a name.
   */
  Map<String, String> joined(long revision) {
    Map<String, String> joined = new HashMap<>();
    for (Tuple2<String, String> each :
        state(revision)
            .filter(row -> row.names().size() > 1)
            .flatMap(
                row ->
                    row.names().stream()
                        .map(name -> new Tuple2<>(name.form(), row.entityId()))
                        .iterator())
            .collect()) {
      joined.put(each._1(), each._2());
    }
    return joined;
  }

  /** The id of a name's entity. */
  static String idOf(String form, Map<String, String> joined) {
    String id = joined.get(form);
    return id == null ? EntityIds.of(form) : id;
  }
}
