package io.millrace.core.derive;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.TableCodec;
import io.millrace.core.warehouse.Warehouse;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The texts of passages that a maker of rows (an encoder, an extractor) has not worked on, and the
 * note of how far it has come. Asked under the lease of whoever adds or removes the maker's rows.
 */
public final class MissingTexts {
  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final TableCodec<?> codec;
  private final String column;
  private final String maker;
  private final String seen;

  /**
   * What a maker lacks.
   *
   * @param codec the table of its rows, which has a column {@code text_hash}
   * @param column the column that holds the maker's fingerprint
   * @param maker the maker's fingerprint
   * @param seen the table's property that says up to which revision the maker has seen everything
   */
  public MissingTexts(
      Warehouse warehouse,
      Supplier<SparkSession> spark,
      TableCodec<?> codec,
      String column,
      String maker,
      String seen) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.codec = codec;
    this.column = column;
    this.maker = maker;
    this.seen = seen;
  }

  /** The revision up to which the maker has seen every passage that it works on. */
  public long seen() {
    return Long.parseLong(warehouse.table(codec).properties().getOrDefault(seen, "0"));
  }

  /** Notes that the maker has seen every passage up to a revision. */
  public void note(long revision) {
    warehouse.table(codec).updateProperties().set(seen, Long.toString(revision)).commit();
  }

  /**
   * Text hash, language, context and text of the passages that changed since {@link #seen()} and
   * have no row of the maker.
   *
   * @param revision up to which revision
   * @param wanted passages → those that the maker works on, one row a text
   */
  public Dataset<Row> upTo(long revision, UnaryOperator<Dataset<Row>> wanted) {
    return withoutRow(wanted.apply(passages(changed(seen(), revision))));
  }

  /** documents → live documents that changed after a revision. */
  private Dataset<Row> changed(long after, long revision) {
    return new DocumentStates(warehouse, spark.get())
        .changes(after, revision)
        .where(col("outcome").equalTo(Outcome.LIVE.name()));
  }

  /** documents → text hash, language, context and text of each passage. */
  private static Dataset<Row> passages(Dataset<Row> documents) {
    return documents
        .select(explode(col("chunks")).as("chunk"))
        .select("chunk.text_hash", "chunk.language", "chunk.context", "chunk.text");
  }

  /** texts → those without a row of this maker. */
  private Dataset<Row> withoutRow(Dataset<Row> texts) {
    Dataset<Row> known =
        warehouse.read(spark.get(), codec).where(col(column).equalTo(maker)).select("text_hash");
    return texts.join(known, texts.col("text_hash").equalTo(known.col("text_hash")), "left_anti");
  }
}
