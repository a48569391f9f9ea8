package io.millrace.graph.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Records made ready to be compared, sorted by their keys: whatever is computed from them does not
 * depend on the order of rows. Immutable after it is made; about 10 kB a record.
 */
final class PreparedRecords {
  final List<RecordKey> keys;

  /** Where the second table's records begin; the number of records where there is one table. */
  final int second;

  final List<Field> fields;

  /** By record and field. */
  final FieldValue[][] values;

  /** All fields of a record together. */
  final FieldValue[] whole;

  /** What each record was published as: the ordinal of a {@link PublicationKind}, or -1. */
  final int[] kinds;

  /** Codes of a record's fields, the first field's first. */
  final String[][] codes;

  /** ln((n + 1) / records with the term). */
  final float[] idf;

  private final Map<String, Integer> terms = new HashMap<>();
  private final Map<String, Integer> codeCounts = new HashMap<>();
  private int[] counts = new int[1 << 12];

  PreparedRecords(List<RecordTable> tables) {
    fields = Field.of(tables);
    List<RecordKey> sorted = new ArrayList<>();
    List<RecordTable.Row> rows = new ArrayList<>();
    int first = 0;
    for (int source = 0; source < tables.size(); source++) {
      first = source == 0 ? tables.get(0).rows().size() : first;
      for (RecordTable.Row row :
          tables.get(source).rows().stream()
              .sorted(Comparator.comparing(RecordTable.Row::id))
              .toList()) {
        sorted.add(new RecordKey(source, row.id()));
        rows.add(row);
      }
    }
    keys = List.copyOf(sorted);
    second = first;
    int size = rows.size();
    values = new FieldValue[size][fields.size()];
    whole = new FieldValue[size];
    codes = new String[size][];
    String[][] normal = new String[size][fields.size()];
    for (int i = 0; i < size; i++) {
      normal[i] = normal(rows.get(i), keys.get(i).source());
      codes[i] = count(normal[i]);
    }
    idf = new float[terms.size()];
    for (int term = 0; term < idf.length; term++) {
      idf[term] = (float) Math.log((size + 1.0) / counts[term]);
    }
    for (int i = 0; i < size; i++) {
      for (int field = 0; field < fields.size(); field++) {
        values[i][field] = value(normal[i][field]);
      }
      whole[i] = value(String.join(" ", normal[i]));
    }
    kinds = kinds(normal);
  }

  /** By a record's venue; of several fields with venues, by the one that most records have. */
  private int[] kinds(String[][] normal) {
    int[] filled = new int[fields.size()];
    for (FieldValue[] own : values) {
      for (int field = 0; field < own.length; field++) {
        filled[field] += own[field].isBlank() ? 0 : 1;
      }
    }
    int[] venues =
        IntStream.range(0, filled.length)
            .filter(field -> fields.get(field).type() == FieldType.VENUE)
            .boxed()
            .sorted(Comparator.comparingInt((Integer field) -> -filled[field]))
            .mapToInt(Integer::intValue)
            .toArray();
    return IntStream.range(0, values.length)
        .map(
            record ->
                Arrays.stream(venues)
                    .filter(field -> !values[record][field].isBlank())
                    .map(field -> PublicationKind.of(normal[record][field]).ordinal())
                    .findFirst()
                    .orElse(-1))
        .toArray();
  }

  int size() {
    return keys.size();
  }

  boolean twoTables() {
    return second < size();
  }

  /** How rare a code is: ln((n + 1) / records with it). */
  double rarity(String code) {
    return Math.log((size() + 1.0) / codeCounts.getOrDefault(code, 1));
  }

  private String[] normal(RecordTable.Row row, int source) {
    String[] normal = new String[fields.size()];
    for (int field = 0; field < normal.length; field++) {
      int column = fields.get(field).columns().get(source);
      normal[field] = column == Field.ABSENT ? "" : NormalText.of(row.values().get(column));
    }
    return normal;
  }

  /** Counts a record's words and codes, each once, and gives the codes. */
  private String[] count(String[] normal) {
    List<String> words = NormalText.words(String.join(" ", normal));
    for (String word : new TreeSet<>(words)) {
      int term = term(word);
      if (term >= counts.length) {
        counts = Arrays.copyOf(counts, 2 * counts.length);
      }
      counts[term]++;
    }
    String[] own =
        Arrays.stream(normal)
            .flatMap(each -> Codes.in(each).stream())
            .distinct()
            .toArray(String[]::new);
    for (String code : own) {
      codeCounts.merge(code, 1, Integer::sum);
    }
    return own;
  }

  private int term(String word) {
    Integer known = terms.putIfAbsent(word, terms.size());
    return known == null ? terms.size() - 1 : known;
  }

  private FieldValue value(String normal) {
    List<String> words = NormalText.words(normal);
    if (words.isEmpty()) {
      return FieldValue.BLANK;
    }
    int[] ids = words.stream().mapToInt(terms::get).toArray();
    int[] sorted = Arrays.stream(ids).sorted().toArray();
    int[] distinct = Arrays.stream(sorted).distinct().toArray();
    float[] weights = new float[distinct.length];
    double squares = 0;
    int at = 0;
    for (int i = 0; i < distinct.length; i++) {
      int count = 0;
      while (at < sorted.length && sorted[at] == distinct[i]) {
        count++;
        at++;
      }
      weights[i] = (float) ((1 + Math.log(count)) * idf[distinct[i]]);
      squares += weights[i] * weights[i];
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < weights.length && length > 0; i++) {
      weights[i] /= length;
    }
    return new FieldValue(normal, words, ids, distinct, weights);
  }
}
