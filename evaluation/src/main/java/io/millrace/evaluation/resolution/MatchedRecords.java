package io.millrace.evaluation.resolution;

import io.millrace.graph.record.CandidatePairs;
import io.millrace.graph.record.RecordKey;
import io.millrace.graph.record.RecordTable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records whose matches are known.
 *
 * @param tables one, which has things more than once, or two, each of which has a thing once
 * @param things which thing each record is of: the key of its smallest record; sorted
 */
public record MatchedRecords(List<RecordTable> tables, Map<RecordKey, RecordKey> things) {
  /**
   * Reads CSV files. In files of records the first column is the id; in that of matches the first
   * two are ids, of the first file and of the last. What matches connect, directly or by others, is
   * one thing.
   *
   * @param records one file or two
   * @throws IOException where a file is wrong (file:line)
   */
  public static MatchedRecords read(List<Path> records, Path matches, Charset encoding)
      throws IOException {
    if (records.isEmpty() || records.size() > 2) {
      throw new IOException(
          "Cannot resolve the records of %d files: 1 or 2 are needed".formatted(records.size()));
    }
    List<RecordTable> tables = new ArrayList<>();
    Map<RecordKey, RecordKey> parents = new TreeMap<>();
    for (int source = 0; source < records.size(); source++) {
      tables.add(table(CsvFile.read(records.get(source), encoding), source, parents));
    }
    CsvFile csv = CsvFile.read(matches, encoding);
    if (csv.header().values().size() != 2) {
      throw csv.failure(
          csv.header(), "columns %s: two ids are needed".formatted(csv.header().values()));
    }
    for (CsvFile.Row row : csv.rows()) {
      RecordKey first = known(csv, row, 0, 0, records, parents);
      RecordKey second = known(csv, row, 1, records.size() - 1, records, parents);
      if (first.equals(second)) {
        throw csv.failure(row, "record %s is matched with itself".formatted(first.id()));
      }
      RecordKey a = root(first, parents);
      RecordKey b = root(second, parents);
      parents.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
    }
    Map<RecordKey, RecordKey> things = new TreeMap<>();
    for (RecordKey key : parents.keySet()) {
      things.put(key, root(key, parents));
    }
    return new MatchedRecords(tables, things);
  }

  CandidatePairs candidates() {
    return tables.size() == 1
        ? CandidatePairs.of(tables.get(0))
        : CandidatePairs.of(tables.get(0), tables.get(1));
  }

  private static RecordTable table(CsvFile csv, int source, Map<RecordKey, RecordKey> parents)
      throws IOException {
    List<String> header = csv.header().values();
    if (header.size() < 2) {
      throw csv.failure(csv.header(), "columns %s: an id and a value are needed".formatted(header));
    }
    List<RecordTable.Row> rows = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (CsvFile.Row row : csv.rows()) {
      String id = row.values().get(0).strip();
      Integer before = lines.putIfAbsent(id, row.line());
      if (id.isEmpty() || before != null) {
        throw csv.failure(
            row, id.isEmpty() ? "the id is blank" : "id " + id + " is that of line " + before);
      }
      RecordKey key = new RecordKey(source, id);
      parents.put(key, key);
      rows.add(new RecordTable.Row(id, row.values().subList(1, row.values().size())));
    }
    return new RecordTable(header.subList(1, header.size()), rows);
  }

  private static RecordKey known(
      CsvFile csv,
      CsvFile.Row row,
      int column,
      int source,
      List<Path> records,
      Map<RecordKey, RecordKey> parents)
      throws IOException {
    RecordKey key = new RecordKey(source, row.values().get(column).strip());
    if (!parents.containsKey(key)) {
      throw csv.failure(
          row, "no record of %s has the id %s".formatted(records.get(source), key.id()));
    }
    return key;
  }

  private static RecordKey root(RecordKey key, Map<RecordKey, RecordKey> parents) {
    RecordKey each = key;
    RecordKey parent = parents.getOrDefault(each, each);
    while (!parent.equals(each)) {
      RecordKey above = parents.getOrDefault(parent, parent);
      parents.put(each, above);
      each = parent;
      parent = above;
    }
    return each;
  }
}
