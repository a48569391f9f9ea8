package io.millrace.graph;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the live documents speak of, counted. A text that stands in several documents counts for
 * each. Shuffle: hashes of the live passages, and mentions grouped by name.
 */
public final class ExtractionStats {
  private final Dataset<Row> found;

  /**
   * A type, and how often it was found.
   *
   * @param mentions how often
   * @param names how many different ones
   */
  public record TypeCount(long mentions, long names) {}

  /**
   * A name that many documents mention.
   *
   * @param type its type
   * @param name as it is written, or its normal form
   * @param documents in how many documents
   * @param mentions how often
   */
  public record NameCount(String type, String name, long documents, long mentions) {}

  /**
   * The findings of an extractor as of a revision.
   *
   * @param extractor its fingerprint
   */
  public ExtractionStats(Warehouse warehouse, SparkSession spark, long revision, String extractor) {
    Dataset<Row> passages =
        new DocumentStates(warehouse, spark).chunks(revision).select("doc_id", "text_hash");
    Dataset<Row> extractions =
        warehouse
            .read(spark, Tables.EXTRACTIONS)
            .where(col("extractor").equalTo(extractor))
            .dropDuplicates("text_hash")
            .select(col("text_hash").as("examined"), col("mentions"), col("facts"));
    this.found = passages.join(extractions, col("text_hash").equalTo(col("examined")));
  }

  private Dataset<Row> mentions() {
    Column name = coalesce(col("mention.value"), col("mention.text"));
    return found
        .select(col("doc_id"), explode(col("mentions")).as("mention"))
        .select(col("doc_id"), col("mention.type").as("type"), name.as("name"));
  }

  /** Mentions by type. */
  public Map<String, TypeCount> types() {
    Map<String, TypeCount> types = new LinkedHashMap<>();
    for (Row row :
        mentions()
            .groupBy("type")
            .agg(count(lit(1)), countDistinct("name"))
            .orderBy("type")
            .collectAsList()) {
      types.put(row.getString(0), new TypeCount(row.getLong(1), row.getLong(2)));
    }
    return types;
  }

  /** Facts by type. */
  public Map<String, Long> facts() {
    Map<String, Long> facts = new LinkedHashMap<>();
    for (Row row :
        found
            .select(explode(col("facts.type")).as("type"))
            .groupBy("type")
            .count()
            .orderBy("type")
            .collectAsList()) {
      facts.put(row.getString(0), row.getLong(1));
    }
    return facts;
  }

  /** The names that most documents mention. */
  public List<NameCount> top(int most) {
    List<NameCount> top = new ArrayList<>();
    for (Row row :
        mentions()
            .groupBy("type", "name")
            .agg(countDistinct("doc_id").as("documents"), count(lit(1)).as("mentions"))
            .orderBy(col("documents").desc(), col("mentions").desc(), col("type"), col("name"))
            .limit(most)
            .collectAsList()) {
      top.add(new NameCount(row.getString(0), row.getString(1), row.getLong(2), row.getLong(3)));
    }
    return top;
  }
}
