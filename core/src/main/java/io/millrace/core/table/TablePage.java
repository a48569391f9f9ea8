package io.millrace.core.table;

import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** The page {@code docs/tables.md}, made from the schemas. */
final class TablePage {
  private TablePage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Tables\n\n");
    page.append(
        "Generated from the schemas in `core`; do not edit. Iceberg tables of the namespace"
            + " `millrace`; a nested\n");
    page.append("field stands below its column. A column marked `?` may be null.\n");
    for (TableCodec<?> codec : Tables.all()) {
      page.append("\n## ").append(codec.table()).append("\n\n");
      page.append("| id | column | type | meaning |\n|---|---|---|---|\n");
      for (NestedField field : codec.schema().columns()) {
        line(page, "", field);
      }
    }
    return page.toString();
  }

  private static void line(StringBuilder page, String prefix, NestedField field) {
    page.append("| ")
        .append(field.fieldId())
        .append(" | `")
        .append(prefix)
        .append(field.name())
        .append("` | ")
        .append(name(field.type()))
        .append(field.isOptional() ? "?" : "")
        .append(" | ")
        .append(field.doc())
        .append(" |\n");
    Type type = field.type();
    if (type.isListType() && type.asListType().elementType().isStructType()) {
      for (NestedField nested : type.asListType().elementType().asStructType().fields()) {
        line(page, prefix + field.name() + ".", nested);
      }
    }
  }

  private static String name(Type type) {
    if (type.isListType()) {
      return "list of " + name(type.asListType().elementType());
    }
    if (type.isMapType()) {
      return "map of "
          + name(type.asMapType().keyType())
          + " to "
          + name(type.asMapType().valueType());
    }
    return type.isStructType() ? "struct" : type.toString();
  }
}
