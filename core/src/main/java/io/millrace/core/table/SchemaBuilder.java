package io.millrace.core.table;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Lists the columns of a table or struct in order. Field ids follow from the order (outer fields
 * before nested ones, the order that Iceberg itself uses when it creates a table), so they are
 * stable as long as columns are not added here: one that comes when there are tables is given to
 * the codec as a later one, since Iceberg gives it an id after those of all nested fields.
 */
final class SchemaBuilder {
  private final List<NestedField> fields = new ArrayList<>();
  private final AtomicInteger ids;

  private SchemaBuilder(AtomicInteger ids) {
    this.ids = ids;
  }

  static SchemaBuilder create() {
    return new SchemaBuilder(new AtomicInteger());
  }

  /** A builder for a struct nested in this schema. */
  SchemaBuilder nested() {
    return new SchemaBuilder(ids);
  }

  SchemaBuilder required(String name, Type type, String doc) {
    fields.add(NestedField.required(ids.incrementAndGet(), name, type, doc));
    return this;
  }

  SchemaBuilder optional(String name, Type type, String doc) {
    fields.add(NestedField.optional(ids.incrementAndGet(), name, type, doc));
    return this;
  }

  SchemaBuilder list(String name, Type element, String doc) {
    return required(name, Types.ListType.ofRequired(ids.incrementAndGet(), element), doc);
  }

  SchemaBuilder map(String name, Type value, String doc) {
    Type type =
        Types.MapType.ofRequired(
            ids.incrementAndGet(), ids.incrementAndGet(), Types.StringType.get(), value);
    return required(name, type, doc);
  }

  Types.StructType struct() {
    return Types.StructType.of(fields);
  }

  Schema schema() {
    AtomicInteger fresh = new AtomicInteger();
    return TypeUtil.assignFreshIds(new Schema(fields), fresh::incrementAndGet);
  }
}
