package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Warehouse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a warehouse's tables, without what differs from run to run.
 *
 * @param documents every row of {@code documents} as text, without run and times
 * @param vectors values by text hash and encoder
 */
record TableContents(Set<String> documents, Map<String, List<Float>> vectors) {
  private static final Set<String> OF_THE_RUN =
      Set.of("run_id", "ingested_at", "first_ingested_at");

  static TableContents of(Settings settings) throws IOException {
    try (Warehouse warehouse = Warehouse.open(settings)) {
      Set<String> documents = new TreeSet<>();
      try (CloseableIterable<Record> rows = rows(warehouse, Tables.DOCUMENTS)) {
        for (Record row : rows) {
          documents.add(
              row.struct().fields().stream()
                  .filter(field -> !OF_THE_RUN.contains(field.name()))
                  .map(field -> field.name() + "=" + sorted(row.getField(field.name())))
                  .collect(Collectors.joining("\n")));
        }
      }
      Map<String, List<Float>> vectors = new TreeMap<>();
      try (CloseableIterable<Record> rows = rows(warehouse, Tables.VECTORS)) {
        for (Record row : rows) {
          vectors.put(
              row.getField("text_hash") + " " + row.getField("encoder"),
              ((List<?>) row.getField("values"))
                  .stream().map(Float.class::cast).collect(Collectors.toList()));
        }
      }
      return new TableContents(documents, vectors);
    }
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
  }

  private static CloseableIterable<Record> rows(Warehouse warehouse, TableCodec<?> codec) {
    return IcebergGenerics.read(warehouse.table(codec)).build();
  }

  /** The smallest cosine between a vector here and the same one there. */
  double leastCosine(TableContents other) {
    double least = 1;
    for (Map.Entry<String, List<Float>> each : vectors.entrySet()) {
      List<Float> there = Objects.requireNonNull(other.vectors().get(each.getKey()), each.getKey());
      least = Math.min(least, cosine(each.getValue(), there));
    }
    return least;
  }

  private static double cosine(List<Float> a, List<Float> b) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.size(); i++) {
      dot += (double) a.get(i) * b.get(i);
      left += (double) a.get(i) * a.get(i);
      right += (double) b.get(i) * b.get(i);
    }
    return dot / Math.sqrt(left * right);
  }
}
