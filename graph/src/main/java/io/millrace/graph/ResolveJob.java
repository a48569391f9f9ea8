package io.millrace.graph;

import io.millrace.core.table.Entity;
import io.millrace.core.table.Pin;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.resolve.DocumentNames;
import io.millrace.graph.resolve.EntityIds;
import io.millrace.graph.resolve.NameResolution;
import io.millrace.graph.resolve.NormalName;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Brings {@code entities} up to a revision.
 *
 * <p><b>Reads</b> the names in live documents, {@code pins}, and the entities so far. <b>Writes</b>
 * {@code entities}: one row for each entity that is new, has other names, or is no more. <b>Key</b>
 * entity id, version. <b>Shuffle</b>: names by form, by block and by entity. <b>Memory</b>: {@link
 * NameResolution}; the driver holds the names of entities that have several, 200 bytes each.
 *
 * <p>An id is the hash of an entity's most complete name. It stands for whatever entity has that
 * name, and where the name is another's now, or gone while others of its names are not, the id's
 * last row says which entity that is: an id once given resolves as long as any of its names lives.
 */
final class ResolveJob {
  private static final String LEASE = "entities";

  private final Warehouse warehouse;
  private final SparkSession spark;

  /**
   * What was done.
   *
   * @param version the number of the resolution whose result holds
   * @param names how many names live documents mention
   * @param entities how many entities those are
   * @param changed how many rows were written
   */
  record Result(long version, long names, long entities, long changed) {}

  ResolveJob(Warehouse warehouse, SparkSession spark) {
    this.warehouse = warehouse;
    this.spark = spark;
  }

  /**
   * Resolves the names in documents. Where nothing has changed no row is written.
   *
   * @param revision the revision that these documents are as of
   * @param lease the lease of {@link #lease}, held by the run
   */
  Result run(JavaRDD<DocumentNames> documents, long revision, Lease lease) throws IOException {
    warehouse.cleanLeftovers(Tables.ENTITIES, lease);
    NameResolution.Result resolved = NameResolution.of(documents, pins());
    Map<String, String> ids = new HashMap<>();
    for (List<Entity.Name> names : resolved.joined()) {
      for (Entity.Name name : names) {
        ids.put(name.form(), EntityIds.of(names.get(0).form()));
      }
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Map<String, String>> idOf = context.broadcast(ids);
    Entities entities = new Entities(warehouse, spark);
    long version = entities.lastVersion() + 1;
    JavaRDD<Entity> now =
        live(resolved, version, revision, context, idOf).persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<Entity> changed =
        changed(now, entities.state(Long.MAX_VALUE), resolved.forms(), idOf, version, revision)
            .persist(StorageLevel.MEMORY_AND_DISK());
    long rows = changed.count();
    if (rows > 0) {
      write(changed, lease);
    }
    Result result =
        new Result(rows > 0 ? version : version - 1, resolved.forms().count(), now.count(), rows);
    changed.unpersist();
    now.unpersist();
    idOf.destroy();
    return result;
  }

  /** The lease of whoever resolves names. */
  static String lease() {
    return LEASE;
  }

  /** All decisions there are; people make these, so there are few. */
  private List<Pin> pins() {
    return warehouse.read(spark, Tables.PINS).javaRDD().map(Tables.PINS::fromRow).collect();
  }

  /** names → the entities that they are. */
  private static JavaRDD<Entity> live(
      NameResolution.Result resolved,
      long version,
      long revision,
      JavaSparkContext context,
      Broadcast<Map<String, String>> idOf) {
    JavaRDD<Entity> single =
        resolved
            .forms()
            .filter(form -> !idOf.value().containsKey(form))
            .map(form -> entity(List.of(new Entity.Name(form, null, null, 1)), version, revision));
    return single.union(
        context.parallelize(resolved.joined()).map(names -> entity(names, version, revision)));
  }

  private static Entity entity(List<Entity.Name> names, long version, long revision) {
    String first = names.get(0).form();
    return new Entity(
        EntityIds.of(first),
        revision,
        version,
        Entity.Status.LIVE,
        null,
        NormalName.type(first),
        names);
  }

  /** entities now and before → rows that differ. */
  private static JavaRDD<Entity> changed(
      JavaRDD<Entity> now,
      JavaRDD<Entity> before,
      JavaRDD<String> forms,
      Broadcast<Map<String, String>> idOf,
      long version,
      long revision) {
    JavaPairRDD<String, Tuple2<Optional<Entity>, Optional<Entity>>> both =
        now.mapToPair(row -> new Tuple2<>(row.entityId(), row))
            .fullOuterJoin(before.mapToPair(row -> new Tuple2<>(row.entityId(), row)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<Entity> changed =
        both.values()
            .filter(each -> each._1().isPresent() && !isSame(each._1().get(), each._2()))
            .map(each -> each._1().get());
    JavaRDD<Entity> without =
        both.values().filter(each -> !each._1().isPresent()).map(each -> each._2().get());
    JavaRDD<Entity> redirected =
        redirected(without, forms, idOf, version, revision).persist(StorageLevel.MEMORY_AND_DISK());
    return changed.union(redirected).union(followed(without, redirected, version, revision));
  }

  /** ids redirected before to one that is now redirected or gone itself → the same. */
  private static JavaRDD<Entity> followed(
      JavaRDD<Entity> without, JavaRDD<Entity> redirected, long version, long revision) {
    return without
        .filter(row -> row.status() == Entity.Status.REDIRECTED)
        .mapToPair(row -> new Tuple2<>(row.redirect(), row))
        .join(redirected.mapToPair(row -> new Tuple2<>(row.entityId(), row)))
        .values()
        .map(
            each ->
                new Entity(
                    each._1().entityId(),
                    revision,
                    version,
                    each._2().status(),
                    each._2().redirect(),
                    each._1().type(),
                    List.of()));
  }

  private static boolean isSame(Entity now, Optional<Entity> before) {
    return before.isPresent()
        && before.get().status() == Entity.Status.LIVE
        && before.get().names().equals(now.names());
  }

  /**
   * ids that stood for names and do not any more → where the first of these names that lives went.
   */
  private static JavaRDD<Entity> redirected(
      JavaRDD<Entity> vanished,
      JavaRDD<String> forms,
      Broadcast<Map<String, String>> idOf,
      long version,
      long revision) {
    JavaRDD<Entity> live = vanished.filter(row -> row.status() == Entity.Status.LIVE);
    JavaPairRDD<String, Tuple2<Integer, Entity>> byForm =
        live.flatMapToPair(
            row -> {
              List<Tuple2<String, Tuple2<Integer, Entity>>> pairs = new ArrayList<>();
              for (Entity.Name name : row.names()) {
                pairs.add(new Tuple2<>(name.form(), new Tuple2<>(pairs.size(), row)));
              }
              return pairs.iterator();
            });
    return byForm
        .leftOuterJoin(forms.mapToPair(form -> new Tuple2<>(form, form)))
        .mapToPair(
            each -> {
              Tuple2<Integer, Entity> of = each._2()._1();
              String target =
                  each._2()._2().isPresent() ? Entities.idOf(each._1(), idOf.value()) : null;
              return new Tuple2<>(of._2().entityId(), new Target(of._1(), target, of._2().type()));
            })
        .reduceByKey(Target::first)
        .map(each -> each._2().row(each._1(), version, revision));
  }

  /** Where a name of an entity went. */
  private record Target(int order, @Nullable String entity, String type) implements Serializable {
    private static final Comparator<Target> LIVING_FIRST =
        Comparator.comparing((Target each) -> each.entity == null).thenComparingInt(Target::order);

    Target first(Target other) {
      return LIVING_FIRST.compare(this, other) <= 0 ? this : other;
    }

    Entity row(String id, long version, long revision) {
      return new Entity(
          id,
          revision,
          version,
          entity == null ? Entity.Status.GONE : Entity.Status.REDIRECTED,
          entity,
          type,
          List.of());
    }
  }

  private void write(JavaRDD<Entity> rows, Lease lease) throws IOException {
    TableCodec<Entity> codec = Tables.ENTITIES;
    TableAppend append = warehouse.append(codec, lease);
    String folder = append.folder();
    Table table = append.serializableTable();
    List<DataFile> files =
        rows.coalesce(1)
            .mapPartitions(
                each -> {
                  try (RowFileWriter<Entity> writer = RowFileWriter.open(table, codec, folder)) {
                    while (each.hasNext()) {
                      writer.write(each.next());
                    }
                    return writer.finish().iterator();
                  }
                })
            .collect();
    append.commit(files);
  }
}
