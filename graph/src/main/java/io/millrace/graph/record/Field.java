package io.millrace.graph.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A column of one table, or a column of each of two that hold the same.
 *
 * @param name as the first table calls it
 * @param columns which column of each table; -1 where a table has none
 * @param type what its values are
 */
record Field(String name, List<Integer> columns, FieldType type) {
  static final int ABSENT = -1;

  /**
   * The fields of one table or two: columns of the same name belong together, the others in their
   * order while their types agree. A column without a value is no field.
   */
  static List<Field> of(List<RecordTable> tables) {
    List<Field> fields = new ArrayList<>();
    List<Field> first = own(tables.get(0), 0, tables.size());
    if (tables.size() == 1) {
      return first;
    }
    List<Field> second = own(tables.get(1), 1, 2);
    Map<String, Field> byName = new HashMap<>();
    second.forEach(field -> byName.putIfAbsent(key(field.name), field));
    List<Field> alone = new ArrayList<>();
    for (Field field : first) {
      Field other = byName.remove(key(field.name));
      if (other == null) {
        alone.add(field);
      } else {
        second.remove(other);
        fields.add(field.with(other));
      }
    }
    for (Field field : alone) {
      Field other =
          second.stream()
              .filter(each -> each.isText() ? field.isText() : each.type == field.type)
              .findFirst()
              .orElse(null);
      if (other != null) {
        second.remove(other);
        fields.add(field.with(other));
      } else {
        fields.add(field);
      }
    }
    fields.addAll(second);
    return fields;
  }

  boolean isText() {
    return type == FieldType.TEXT || type == FieldType.LONG_TEXT;
  }

  private Field with(Field second) {
    FieldType both =
        type == second.type
            ? type
            : isText() && second.isText() ? FieldType.LONG_TEXT : FieldType.TEXT;
    return new Field(name, List.of(columns.get(0), second.columns.get(1)), both);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static List<Field> own(RecordTable table, int source, int sources) {
    List<Field> fields = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      List<String> values = new ArrayList<>();
      for (RecordTable.Row row : table.rows()) {
        String normal = NormalText.of(row.values().get(column));
        if (!NormalText.squeezed(normal).isEmpty()) {
          values.add(normal);
        }
      }
      if (!values.isEmpty()) {
        List<Integer> columns = new ArrayList<>();
        for (int each = 0; each < sources; each++) {
          columns.add(each == source ? column : ABSENT);
        }
        fields.add(
            new Field(table.columns().get(column), List.copyOf(columns), FieldType.of(values)));
      }
    }
    return fields;
  }
}
