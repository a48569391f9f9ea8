package io.millrace.core.table;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Values of a codec as Iceberg's generic data, guided by the type. */
final class RecordForm {
  private RecordForm() {}

  static Record struct(Types.StructType type, @Nullable Object[] values) {
    GenericRecord row = GenericRecord.create(type);
    for (int i = 0; i < values.length; i++) {
      row.set(i, encode(type.fields().get(i).type(), values[i]));
    }
    return row;
  }

  private static @Nullable Object encode(Type type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Instant instant) {
      return OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }
    if (type.isListType()) {
      Type element = type.asListType().elementType();
      List<@Nullable Object> list = new ArrayList<>();
      for (Object each : (List<?>) value) {
        list.add(encode(element, each));
      }
      return list;
    }
    if (type.isStructType()) {
      return struct(type.asStructType(), (@Nullable Object[]) value);
    }
    return value;
  }

  static @Nullable Object[] values(Types.StructType type, Record row) {
    @Nullable Object[] values = new @Nullable Object[type.fields().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = decode(row.get(i));
    }
    return values;
  }

  private static @Nullable Object decode(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Record row) {
      return values(row.struct(), row);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> decoded = new ArrayList<>(list.size());
      for (Object each : list) {
        decoded.add(decode(each));
      }
      return decoded;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> decoded = new LinkedHashMap<>();
      map.forEach((key, each) -> decoded.put(key.toString(), decode(each)));
      return decoded;
    }
    return value instanceof CharSequence text ? text.toString() : value;
  }
}
