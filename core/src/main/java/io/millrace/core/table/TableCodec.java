package io.millrace.core.table;

import java.io.Serializable;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The one serialised form of a table's record: its Iceberg schema, and the way to and from
 * Iceberg's generic record and Spark's row. Instances are immutable and may be used by any thread
 * and sent to executors. Times are kept to the microsecond.
 *
 * @param <T> the table's record
 */
public abstract class TableCodec<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String table;
  private final Schema firstSchema;
  private final Schema schema;
  private final StructType sparkType;

  /**
   * @param later optional columns that came when there were tables already, with the ids that
   *     Iceberg gives them when they are added: those after all others
   */
  TableCodec(String table, Schema firstSchema, NestedField... later) {
    this.table = table;
    this.firstSchema = firstSchema;
    this.schema =
        new Schema(Stream.concat(firstSchema.columns().stream(), Stream.of(later)).toList());
    this.sparkType = SparkSchemaUtil.convert(schema);
  }

  /** The values of {@code row} in the order of the schema; a nested struct is again an array. */
  abstract @Nullable Object[] values(T row);

  /** The row that {@code fields} hold, in the order of the schema. */
  abstract T row(Fields fields);

  /** The table's name within its namespace. */
  public final String table() {
    return table;
  }

  /**
   * The schema of the table when it was first made: a new table is made with it and then given the
   * later columns, so that a column has the same id in a new table as in an old one.
   */
  public final Schema firstSchema() {
    return firstSchema;
  }

  /** The table's Iceberg schema, with a sentence on every column. */
  public final Schema schema() {
    return schema;
  }

  /** The same schema as Spark sees it. */
  public final StructType sparkType() {
    return sparkType;
  }

  /** The row as Iceberg's generic record. */
  public final Record toRecord(T row) {
    return RecordForm.struct(schema.asStruct(), values(row));
  }

  /** The row that a generic record of this table's schema holds. */
  public final T fromRecord(Record row) {
    return row(new Fields(RecordForm.values(schema.asStruct(), row)));
  }

  /** The row as a Spark row of {@link #sparkType()}. */
  public final Row toRow(T row) {
    return SparkForm.struct(sparkType, values(row));
  }

  /** The row that a Spark row of {@link #sparkType()} holds. */
  public final T fromRow(Row row) {
    return row(new Fields(SparkForm.values(row)));
  }
}
