package io.millrace.core.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one struct one after the other, in the order of the schema: the counterpart
 * of the array that a codec writes.
 */
final class Fields {
  private final @Nullable Object[] values;
  private int next;

  Fields(@Nullable Object[] values) {
    this.values = values;
  }

  @Nullable Object nullable() {
    return values[next++];
  }

  private Object value() {
    int at = next;
    return Objects.requireNonNull(
        nullable(), () -> "Cannot read field " + at + ": it is null though the column is required");
  }

  String text() {
    return (String) value();
  }

  @Nullable String nullableText() {
    return (String) nullable();
  }

  int integer() {
    return (Integer) value();
  }

  @Nullable Integer nullableInteger() {
    return (Integer) nullable();
  }

  long number() {
    return (Long) value();
  }

  @Nullable Long nullableNumber() {
    return (Long) nullable();
  }

  double real() {
    return (Double) value();
  }

  boolean flag() {
    return (Boolean) value();
  }

  Instant instant() {
    return (Instant) value();
  }

  @Nullable Instant nullableInstant() {
    return (Instant) nullable();
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Object each : (List<?>) value()) {
      texts.add((String) each);
    }
    return texts;
  }

  float[] floats() {
    List<?> list = (List<?>) value();
    float[] floats = new float[list.size()];
    int at = 0;
    for (Object each : list) {
      floats[at++] = (Float) each;
    }
    return floats;
  }

  <T> List<T> structs(Function<Fields, T> reader) {
    List<T> rows = new ArrayList<>();
    for (Object each : (List<?>) value()) {
      rows.add(reader.apply(new Fields((@Nullable Object[]) each)));
    }
    return rows;
  }

  <V> Map<String, V> map(Class<V> type) {
    Map<String, V> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value()).entrySet()) {
      map.put((String) entry.getKey(), type.cast(entry.getValue()));
    }
    return map;
  }
}
