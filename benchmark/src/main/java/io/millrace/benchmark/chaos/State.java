package io.millrace.benchmark.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;

/**
 * What a warehouse holds, without run ids and times: everything that two sequences of the same
 * documents must agree on.
 *
 * @param documents the rows of {@code documents} by document and revision
 * @param vectors the vectors by text hash and encoder, {@code [dimension]} each
 * @param generations the content of every whole generation by its name
 * @param releases the manifests by release
 * @param live the live release, empty where there is none
 * @param faults what no warehouse may hold: rows that stand twice, files that cannot be read
 */
record State(
    SortedMap<String, String> documents,
    SortedMap<String, List<Float>> vectors,
    SortedMap<String, SortedMap<String, String>> generations,
    SortedMap<String, String> releases,
    String live,
    List<String> faults) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> VARYING = List.of("run_id", "ingested_at", "first_ingested_at");

  /** A warehouse that nobody has made yet. */
  static State empty() {
    return new State(
        new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), "", List.of());
  }

  /** Reads everything. */
  static State read(Path warehouse) throws IOException, SQLException {
    if (!hasTables(warehouse)) {
      return empty();
    }
    List<String> faults = new ArrayList<>();
    SortedMap<String, String> documents = new TreeMap<>();
    SortedMap<String, List<Float>> vectors = new TreeMap<>();
    try (WarehouseTables tables = WarehouseTables.open(warehouse)) {
      for (Record row : rows(tables, "documents", faults)) {
        String key = row.getField("uri") + " @" + row.getField("revision");
        if (documents.put(key, WarehouseTables.spelled(row, VARYING)) != null) {
          faults.add("document stands twice: " + key);
        }
      }
      for (Record row : rows(tables, "vectors", faults)) {
        String key = row.getField("text_hash") + " " + row.getField("encoder");
        List<Float> values = new ArrayList<>();
        ((List<?>) row.getField("values")).forEach(value -> values.add((Float) value));
        if (vectors.put(key, values) != null) {
          faults.add("vector stands twice: " + key);
        }
      }
    }
    SortedMap<String, SortedMap<String, String>> generations = new TreeMap<>();
    for (Map.Entry<String, Path> each :
        GenerationFiles.whole(warehouse.resolve("index")).entrySet()) {
      try {
        generations.put(each.getKey(), GenerationFiles.content(each.getValue()));
      } catch (IOException e) {
        faults.add("generation cannot be read: " + each.getKey() + ": " + e.getMessage());
      }
    }
    return releases(
        warehouse, new State(documents, vectors, generations, new TreeMap<>(), "", faults));
  }

  /** All rows of a table; one that cannot be read is a fault. */
  private static List<Record> rows(WarehouseTables tables, String name, List<String> faults)
      throws IOException {
    try {
      return tables.rows(name);
    } catch (RuntimeException e) {
      faults.add(name + " cannot be read: " + e);
      return List.of();
    }
  }

  /** Whether the tables were made; the row that says so is written last. */
  static boolean hasTables(Path warehouse) throws SQLException {
    Path database = warehouse.resolve("catalog.db");
    String uri = "jdbc:sqlite:" + database;
    return Files.exists(database)
        && !WarehouseTables.query(
                uri, "SELECT name FROM sqlite_master WHERE name = 'millrace_format'")
            .isEmpty()
        && !WarehouseTables.query(uri, "SELECT version FROM millrace_format").isEmpty();
  }

  /** Not the deny list nor the newest runs, which lie beside them. */
  static boolean isManifest(Path file) {
    return file.getFileName().toString().matches("r\\d+\\.json");
  }

  private static State releases(Path warehouse, State state) throws IOException {
    Path folder = warehouse.resolve("releases");
    SortedMap<String, String> releases = new TreeMap<>();
    String live = "";
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(State::isManifest).toList()) {
          JsonNode manifest = JSON.readTree(Files.readAllBytes(file));
          ((ObjectNode) manifest).remove("published");
          releases.put(manifest.get("release").asText(), manifest.toString());
        }
      }
      Path pointer = folder.resolve("live");
      live = Files.exists(pointer) ? Files.readString(pointer).strip() : "";
    }
    String manifest = releases.get(live);
    if (!live.isEmpty()
        && (manifest == null
            || !state.generations.containsKey(
                JSON.readTree(manifest).get("generation").asText()))) {
      state.faults.add("the live release " + live + " has no whole generation: " + manifest);
    }
    return new State(
        state.documents, state.vectors, state.generations, releases, live, state.faults);
  }
}
