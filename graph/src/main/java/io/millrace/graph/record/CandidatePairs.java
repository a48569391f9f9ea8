package io.millrace.graph.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Pairs of records worth comparing. Each record asks an inverted index of the words for the {@value
 * #MOST} records most like it by the cosine of TF-IDF vectors; where there are two tables, records
 * of the other one.
 *
 * <p>Nothing is quadratic: a record's rarest words are looked up first, and looking ends after
 * {@value #MOST_POSTINGS} entries of the index, so that n records cost at most n · {@value
 * #MOST_POSTINGS} steps and give at most n · {@value #MOST} pairs. Words that so many records have
 * say little about which are the same. Records are held in memory, about 10 kB each: 200,000 need 4
 * GB of heap.
 *
 * <p>Immutable. The same set of records gives the same pairs in the same order, in whatever order
 * the rows came.
 */
public final class CandidatePairs {
  /** Pairs that one record asks for. */
  public static final int MOST = 50;

  /** Entries of the index that are read for one record. */
  public static final int MOST_POSTINGS = 20_000;

  final PreparedRecords records;

  /** The smaller record of each pair, and the larger; sorted. */
  final int[] left;

  final int[] right;

  /** Cosine of each pair's whole records. */
  final float[] cosine;

  /** The highest cosine that each record has in a pair. */
  final float[] best;

  /** How many candidates of a record are more like it: of the left and the right one. */
  final int[] leftRank;

  final int[] rightRank;

  private final long postings;
  private final PairFeatures features;

  private CandidatePairs(PreparedRecords records, long[] pairs, long postings) {
    this.records = records;
    this.postings = postings;
    left = new int[pairs.length];
    right = new int[pairs.length];
    cosine = new float[pairs.length];
    best = new float[records.size()];
    for (int i = 0; i < pairs.length; i++) {
      left[i] = (int) (pairs[i] >>> 32);
      right[i] = (int) pairs[i];
      cosine[i] = (float) records.whole[left[i]].cosine(records.whole[right[i]]);
      best[left[i]] = Math.max(best[left[i]], cosine[i]);
      best[right[i]] = Math.max(best[right[i]], cosine[i]);
    }
    leftRank = new int[pairs.length];
    rightRank = new int[pairs.length];
    rank();
    features = new PairFeatures(this);
  }

  /** The pairs within one table, which may have several records of the same thing. */
  public static CandidatePairs of(RecordTable table) {
    PreparedRecords records = new PreparedRecords(List.of(table));
    return of(records, List.of(new int[] {0, records.size(), 0, records.size()}));
  }

  /** The pairs between two tables, each of which has a thing once. */
  public static CandidatePairs of(RecordTable first, RecordTable second) {
    PreparedRecords records = new PreparedRecords(List.of(first, second));
    int half = records.second;
    int size = records.size();
    return of(records, List.of(new int[] {0, half, half, size}, new int[] {half, size, 0, half}));
  }

  private static CandidatePairs of(PreparedRecords records, List<int[]> sides) {
    long postings = 0;
    long[] pairs = new long[0];
    for (int[] side : sides) {
      Postings index = new Postings(records, side[2], side[3]);
      long[][] found = new long[side[1] - side[0]][];
      postings +=
          IntStream.range(side[0], side[1])
              .parallel()
              .mapToLong(
                  record -> {
                    Postings.Answer answer = index.nearest(record, MOST, MOST_POSTINGS);
                    found[record - side[0]] =
                        Arrays.stream(answer.records())
                            .mapToLong(other -> pair(record, other))
                            .toArray();
                    return answer.postings();
                  })
              .sum();
      pairs =
          LongStream.concat(
                  Arrays.stream(pairs), Arrays.stream(found).flatMapToLong(Arrays::stream))
              .toArray();
    }
    return new CandidatePairs(
        records, Arrays.stream(pairs).sorted().distinct().toArray(), postings);
  }

  /** How many pairs there are. */
  public int size() {
    return left.length;
  }

  /** The records, sorted; a record's number is its place here. */
  public List<RecordKey> keys() {
    return records.keys;
  }

  /** The number of the smaller record of a pair. */
  public int left(int pair) {
    return left[pair];
  }

  /** The number of the larger record of a pair. */
  public int right(int pair) {
    return right[pair];
  }

  /** Entries of the index that were read for all records together. */
  public long postings() {
    return postings;
  }

  /** Whether the records come from two tables. */
  public boolean twoTables() {
    return records.twoTables();
  }

  /** What each field was taken for, as {@code title: text}. */
  public List<String> fields() {
    return records.fields.stream()
        .map(
            field ->
                field.name()
                    + ": "
                    + field.type().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .toList();
  }

  PairFeatures features() {
    return features;
  }

  private static long pair(int a, int b) {
    return (long) Math.min(a, b) << 32 | Math.max(a, b);
  }

  /** Places in each record's own list, by falling cosine; equal ones share a place. */
  private void rank() {
    int[] start = new int[records.size() + 1];
    for (int i = 0; i < left.length; i++) {
      start[left[i] + 1]++;
      start[right[i] + 1]++;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    float[] cosines = new float[2 * left.length];
    int[] next = Arrays.copyOf(start, start.length);
    for (int i = 0; i < left.length; i++) {
      cosines[next[left[i]]++] = cosine[i];
      cosines[next[right[i]]++] = cosine[i];
    }
    for (int record = 0; record < records.size(); record++) {
      Arrays.sort(cosines, start[record], start[record + 1]);
    }
    for (int i = 0; i < left.length; i++) {
      leftRank[i] = higher(cosines, start[left[i]], start[left[i] + 1], cosine[i]);
      rightRank[i] = higher(cosines, start[right[i]], start[right[i] + 1], cosine[i]);
    }
  }

  private static int higher(float[] sorted, int from, int to, float value) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return to - low;
  }
}
