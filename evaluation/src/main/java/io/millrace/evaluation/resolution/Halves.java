package io.millrace.evaluation.resolution;

import io.millrace.graph.record.RecordKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Records to learn from and records to judge: no thing is in both. Things are shuffled, then each
 * goes to the part to learn from while it brings that part's number of records nearer to its share.
 *
 * @param train records to learn from, with their things
 * @param test records to judge, with their things
 */
record Halves(Map<RecordKey, RecordKey> train, Map<RecordKey, RecordKey> test) {
  static Halves of(Map<RecordKey, RecordKey> things, double share, long seed) {
    Map<RecordKey, List<RecordKey>> records = new TreeMap<>();
    things.forEach(
        (key, thing) -> records.computeIfAbsent(thing, absent -> new ArrayList<>()).add(key));
    List<RecordKey> order = new ArrayList<>(records.keySet());
    Collections.shuffle(order, new Random(seed));
    double wanted = share * things.size();
    Map<RecordKey, RecordKey> train = new HashMap<>();
    Map<RecordKey, RecordKey> test = new HashMap<>();
    for (RecordKey thing : order) {
      List<RecordKey> own = records.getOrDefault(thing, List.of());
      Map<RecordKey, RecordKey> part = train.size() + own.size() / 2.0 <= wanted ? train : test;
      own.forEach(key -> part.put(key, thing));
    }
    return new Halves(train, test);
  }
}
