package io.millrace.graph.record;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** An inverted index of a range of records: for each term the records that have it. Immutable. */
final class Postings {
  /**
   * What was found for a record.
   *
   * @param records the nearest ones
   * @param postings entries of the index that were read
   */
  record Answer(int[] records, long postings) {}

  private record Near(int record, float score) {}

  /** The worst first: the lowest score, of equal ones the last record. */
  private static final Comparator<Near> WORST =
      Comparator.comparingDouble(Near::score)
          .thenComparing(Comparator.comparingInt(Near::record).reversed());

  private final PreparedRecords prepared;
  private final int[] starts;
  private final int[] records;
  private final float[] weights;

  Postings(PreparedRecords prepared, int from, int to) {
    this.prepared = prepared;
    starts = new int[prepared.idf.length + 1];
    for (int record = from; record < to; record++) {
      for (int term : prepared.whole[record].terms) {
        starts[term + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    records = new int[starts[starts.length - 1]];
    weights = new float[records.length];
    int[] next = Arrays.copyOf(starts, starts.length);
    for (int record = from; record < to; record++) {
      FieldValue whole = prepared.whole[record];
      for (int i = 0; i < whole.terms.length; i++) {
        int place = next[whole.terms[i]]++;
        records[place] = record;
        weights[place] = whole.weights[i];
      }
    }
  }

  /**
   * The records most like one, without itself.
   *
   * @param most how many at most
   * @param mostPostings entries that may be read; a word whose list does not fit any more is passed
   *     over, and so are all that are more frequent
   */
  Answer nearest(int record, int most, int mostPostings) {
    FieldValue whole = prepared.whole[record];
    int[] rarest =
        IntStream.range(0, whole.terms.length)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> length(whole.terms[i]))
                    .thenComparingInt(i -> whole.terms[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    Map<Integer, Float> scores = new HashMap<>();
    long read = 0;
    for (int i : rarest) {
      int term = whole.terms[i];
      if (read + length(term) > mostPostings) {
        break;
      }
      read += length(term);
      for (int place = starts[term]; place < starts[term + 1]; place++) {
        if (records[place] != record) {
          scores.merge(records[place], whole.weights[i] * weights[place], Float::sum);
        }
      }
    }
    PriorityQueue<Near> nearest = new PriorityQueue<>(most + 1, WORST);
    scores.forEach(
        (other, score) -> {
          nearest.add(new Near(other, score));
          if (nearest.size() > most) {
            nearest.poll();
          }
        });
    return new Answer(nearest.stream().mapToInt(Near::record).toArray(), read);
  }

  private int length(int term) {
    return starts[term + 1] - starts[term];
  }
}
