package io.millrace.graph.record;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers that say how far two clusters agree. One record's year, pages or venue may be wrong or
 * left out; those of a whole cluster agree with each other, so that what most of its records say is
 * compared (Culotta, Wick and McCallum 2007 learn from features of whole clusters in this way).
 *
 * <p>For one thread. Names of clusters are those of {@link Clusters}.
 */
final class Consensus {
  /** Features that are not of a field. */
  private static final int WHOLE = 6;

  /** What a cluster's records have in a field, by value, and how many have one. */
  private static final class Tally {
    private final Map<Long, Double> counts = new HashMap<>();
    private int records;

    private void add(long value, double count) {
      counts.merge(value, count, Double::sum);
    }

    private void add(Tally other) {
      other.counts.forEach(this::add);
      records += other.records;
    }

    /** Cosine of the counts. */
    private double agreement(Tally other) {
      if (counts.size() > other.counts.size()) {
        return other.agreement(this);
      }
      double product = 0;
      for (Map.Entry<Long, Double> entry : counts.entrySet()) {
        product += entry.getValue() * other.counts.getOrDefault(entry.getKey(), 0.0);
      }
      return product / Math.sqrt(squares() * other.squares());
    }

    private double squares() {
      double squares = 0;
      for (double count : counts.values()) {
        squares += count * count;
      }
      return squares;
    }
  }

  private final PreparedRecords records;
  private final int fields;
  private final Tally[][] tallies;
  private final int[] sizes;

  /**
   * @param names of each record's cluster
   */
  Consensus(PreparedRecords records, int[] names) {
    this.records = records;
    this.fields = records.fields.size() + 1;
    this.tallies = new Tally[names.length][];
    this.sizes = new int[names.length];
    for (int record = 0; record < names.length; record++) {
      tallies[record] = tallies(record);
      sizes[record] = 1;
    }
    for (int record = 0; record < names.length; record++) {
      if (names[record] != record) {
        merged(names[record], record);
      }
    }
  }

  private Tally[] tallies(int record) {
    Tally[] own = new Tally[fields];
    for (int field = 0; field < fields; field++) {
      own[field] = new Tally();
      if (field < fields - 1) {
        add(records.values[record][field], records.fields.get(field).type(), own[field]);
      } else {
        add(records.kinds[record], own[field]);
      }
      own[field].records = own[field].counts.isEmpty() ? 0 : 1;
    }
    return own;
  }

  private static void add(int kind, Tally tally) {
    if (kind >= 0) {
      tally.add(kind, 1);
    }
  }

  private static void add(FieldValue value, FieldType type, Tally tally) {
    if (type.isShort()) {
      for (double number : value.numbers) {
        tally.add(Double.doubleToLongBits(number), 1);
      }
    } else {
      for (int i = 0; i < value.terms.length; i++) {
        tally.add(value.terms[i], value.weights[i]);
      }
    }
  }

  /** Adds what the second cluster's records have to the first's. */
  void merged(int kept, int gone) {
    for (int field = 0; field < fields; field++) {
      tallies[kept][field].add(tallies[gone][field]);
    }
    tallies[gone] = new Tally[0];
    sizes[kept] += sizes[gone];
  }

  /**
   * The numbers of two clusters: the mean score of their pairs; their sizes; how far each field
   * agrees, NaN where one has no value; how many short fields agree and differ, the more the more
   * records say so.
   */
  float[] features(int a, int b, double mean) {
    float[] features = new float[fields + WHOLE];
    double agreeing = 0;
    double differing = 0;
    double lowest = 1;
    for (int field = 0; field < fields; field++) {
      Tally x = tallies[a][field];
      Tally y = tallies[b][field];
      if (x.records == 0 || y.records == 0) {
        features[field] = Float.NaN;
        continue;
      }
      double agreement = x.agreement(y);
      features[field] = (float) agreement;
      if (field == fields - 1 || records.fields.get(field).type().isShort()) {
        double fewer = Math.min(x.records, y.records);
        double sure = fewer / (fewer + 1);
        agreeing += sure * agreement;
        differing += sure * (1 - agreement);
        lowest = Math.min(lowest, 1 - sure * (1 - agreement));
      }
    }
    features[fields] = (float) mean;
    features[fields + 1] = (float) agreeing;
    features[fields + 2] = (float) differing;
    features[fields + 3] = (float) lowest;
    features[fields + 4] = (float) Math.log(Math.min(sizes[a], sizes[b]));
    features[fields + 5] = (float) Math.log(Math.max(sizes[a], sizes[b]));
    return features;
  }
}
