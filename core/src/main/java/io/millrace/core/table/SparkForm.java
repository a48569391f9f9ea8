package io.millrace.core.table;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/** Values of a codec as Spark rows, guided by the type. */
final class SparkForm {
  private SparkForm() {}

  static Row struct(StructType type, @Nullable Object[] values) {
    @Nullable Object[] encoded = new @Nullable Object[values.length];
    for (int i = 0; i < values.length; i++) {
      encoded[i] = encode(type.fields()[i].dataType(), values[i]);
    }
    return RowFactory.create(encoded);
  }

  private static @Nullable Object encode(DataType type, @Nullable Object value) {
    if (value instanceof Instant instant) {
      return Timestamp.from(instant.truncatedTo(ChronoUnit.MICROS));
    }
    if (value instanceof List<?> list) {
      DataType element = ((ArrayType) type).elementType();
      List<@Nullable Object> encoded = new ArrayList<>(list.size());
      for (Object each : list) {
        encoded.add(encode(element, each));
      }
      return JavaConverters.asScalaBufferConverter(encoded).asScala();
    }
    if (value instanceof Map<?, ?> map) {
      return JavaConverters.mapAsScalaMapConverter(new LinkedHashMap<>(map)).asScala();
    }
    if (type instanceof StructType struct && value != null) {
      return struct(struct, (@Nullable Object[]) value);
    }
    return value;
  }

  static @Nullable Object[] values(Row row) {
    @Nullable Object[] values = new @Nullable Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = decode(row.get(i));
    }
    return values;
  }

  private static @Nullable Object decode(@Nullable Object value) {
    if (value instanceof Timestamp time) {
      return time.toInstant();
    }
    if (value instanceof Row row) {
      return values(row);
    }
    if (value instanceof scala.collection.Seq<?> list) {
      List<@Nullable Object> decoded = new ArrayList<>(list.size());
      for (Object each : JavaConverters.seqAsJavaListConverter(list).asJava()) {
        decoded.add(decode(each));
      }
      return decoded;
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return new LinkedHashMap<>(JavaConverters.mapAsJavaMapConverter(map).asJava());
    }
    return value;
  }
}
