package io.millrace.graph.record;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that say how alike the two records of a pair are: per field by its type, of the records
 * as wholes, of their codes, and beside each record's other candidates. A missing value gives NaN.
 * Where there are two tables, what looks from one record at the other is kept apart by table;
 * within one table it is the smaller and the larger number, because its records have no order.
 * Immutable.
 */
final class PairFeatures {
  private static final double ALIKE = 0.85;
  private static final int WHOLE = 27;
  private static final int SHARES = 8;
  private static final int MATCHED = 15;
  private static final int MOST_KEPT = 200_000;

  private final CandidatePairs pairs;
  private final PreparedRecords records;
  private final int width;
  private final AtomicReferenceArray<float @Nullable []> kept;

  PairFeatures(CandidatePairs pairs) {
    this.pairs = pairs;
    this.records = pairs.records;
    this.width = WHOLE + records.fields.stream().mapToInt(field -> width(field.type())).sum();
    this.kept = new AtomicReferenceArray<>(Math.min(MOST_KEPT, pairs.size()));
  }

  /** How many numbers each pair has. */
  int width() {
    return width;
  }

  /** The numbers of a pair; not to be changed. */
  float[] of(int pair) {
    if (pair >= kept.length()) {
      return compute(pair);
    }
    float[] known = kept.get(pair);
    if (known == null) {
      known = compute(pair);
      kept.set(pair, known);
    }
    return known;
  }

  /**
   * What the numbers of a pair say to one who learned nothing. Within one table the cosine of the
   * whole records. Between two tables the root of its product with its shares of the best cosines
   * of both, so that records that are each other's best candidates need be less alike; each of the
   * three is at least what both have of the codes of the other, which say more than common words.
   * Within one table they do not: years, volumes and pages look like codes.
   */
  double unlearned(float[] row) {
    int whole = width - WHOLE;
    double cosine = row[whole];
    if (!records.twoTables()) {
      return cosine;
    }
    double codes = (row[whole + MATCHED] + row[whole + MATCHED + 1]) / 2;
    double least = Double.isNaN(codes) ? 0 : codes;
    return Math.sqrt(
        Math.max(cosine, least)
            * Math.max(row[whole + SHARES], least)
            * Math.max(row[whole + SHARES + 1], least));
  }

  private float[] compute(int pair) {
    int a = pairs.left[pair];
    int b = pairs.right[pair];
    Row row = new Row(width, records.twoTables());
    for (int field = 0; field < records.fields.size(); field++) {
      FieldType type = records.fields.get(field).type();
      FieldValue x = records.values[a][field];
      FieldValue y = records.values[b][field];
      int end = row.at + width(type);
      row.add((x.isBlank() ? 1 : 0) + (y.isBlank() ? 1 : 0));
      switch (type) {
        case TEXT, LONG_TEXT, NAMES, VENUE -> {
          row.both(within(x, records.whole[b]), within(y, records.whole[a]));
          if (!x.isBlank() && !y.isBlank()) {
            text(x, y, type, row);
          }
        }
        case CODE -> code(x, y, row);
        case NUMBER, YEAR -> number(x, y, row);
      }
      row.at = end;
    }
    whole(pair, row);
    agreement(a, b, row);
    return row.values;
  }

  private static int width(FieldType type) {
    return switch (type) {
      case TEXT, LONG_TEXT, NAMES, VENUE -> 13;
      case CODE -> 6;
      case NUMBER, YEAR -> 3;
    };
  }

  private void text(FieldValue x, FieldValue y, FieldType type, Row row) {
    row.add(x.cosine(y));
    row.add(Similarity.jaccard(x.grams, y.grams));
    row.both(x.within(y, records.idf), y.within(x, records.idf));
    row.add(x.squeezed.equals(y.squeezed) ? 1 : 0);
    row.add(
        x.numbers.length + y.numbers.length == 0
            ? Double.NaN
            : Similarity.jaccard(x.numbers, y.numbers));
    if (type != FieldType.LONG_TEXT) {
      row.both(soft(x, y), soft(y, x));
      row.both(Abbreviations.within(x, y, records.idf), Abbreviations.within(y, x, records.idf));
    }
  }

  private static void code(FieldValue x, FieldValue y, Row row) {
    if (!x.isBlank() && !y.isBlank()) {
      row.add(Similarity.jaroWinkler(x.squeezed, y.squeezed));
      row.add(Similarity.jaccard(x.grams, y.grams));
      row.add(Similarity.jaccard(x.numbers, y.numbers));
      row.add(Similarity.codes(x.squeezed, y.squeezed));
      row.add(
          x.digits.isEmpty() || y.digits.isEmpty()
              ? Double.NaN
              : Similarity.codes(x.digits, y.digits));
    }
  }

  private static void number(FieldValue x, FieldValue y, Row row) {
    if (x.numbers.length > 0 && y.numbers.length > 0) {
      row.add(Similarity.ratio(x.numbers[0], y.numbers[0]));
      row.add(Math.abs(x.numbers[0] - y.numbers[0]));
    }
  }

  private void whole(int pair, Row row) {
    int a = pairs.left[pair];
    int b = pairs.right[pair];
    FieldValue x = records.whole[a];
    FieldValue y = records.whole[b];
    row.add(pairs.cosine[pair]);
    row.add(Similarity.jaccard(x.grams, y.grams));
    row.both(x.within(y, records.idf), y.within(x, records.idf));
    row.add(x.rarestCommon(y, records.idf));
    row.add(Similarity.jaccard(x.numbers, y.numbers));
    row.both(x.terms.length, y.terms.length);
    row.both(share(pair, a), share(pair, b));
    row.both(pairs.leftRank[pair], pairs.rightRank[pair]);
    int end = row.at + 7;
    String[] own = records.codes[a];
    String[] others = records.codes[b];
    if (own.length > 0 && others.length > 0) {
      row.add(rarestCommon(own, others));
      row.both(rarestMatch(own, others), rarestMatch(others, own));
      row.both(matched(own, others), matched(others, own));
      row.both(Similarity.codes(own[0], others[0]), firstMatch(own, others));
    }
    row.at = end;
    row.add(kinds(a, b));
  }

  /**
   * How far the fields that both have agree, short values apart from texts: the same title may be
   * of two papers when year and pages differ, whatever the fields are called.
   */
  private void agreement(int a, int b, Row row) {
    double[] agreeing = new double[2];
    double[] differing = new double[2];
    double lowest = Double.NaN;
    for (int field = 0; field < records.fields.size(); field++) {
      FieldValue x = records.values[a][field];
      FieldValue y = records.values[b][field];
      if (!x.isBlank() && !y.isBlank()) {
        FieldType type = records.fields.get(field).type();
        double alike = alike(x, y, type);
        int kind = type.isShort() ? 0 : 1;
        agreeing[kind] += alike;
        differing[kind] += 1 - alike;
        lowest = Double.isNaN(lowest) ? alike : Math.min(lowest, alike);
      }
    }
    for (int kind = 0; kind < 2; kind++) {
      row.add(agreeing[kind]);
      row.add(differing[kind]);
    }
    row.add(lowest);
  }

  private double alike(FieldValue x, FieldValue y, FieldType type) {
    return switch (type) {
      case YEAR, NUMBER ->
          x.numbers.length > 0
                  && y.numbers.length > 0
                  && Double.compare(x.numbers[0], y.numbers[0]) == 0
              ? 1
              : 0;
      case CODE ->
          Math.max(
              Similarity.jaccard(x.numbers, y.numbers), Similarity.codes(x.squeezed, y.squeezed));
      case TEXT, NAMES, LONG_TEXT, VENUE ->
          Math.max(x.within(y, records.idf), y.within(x, records.idf));
    };
  }

  /** Whether both were published as the same. */
  private double kinds(int a, int b) {
    int own = records.kinds[a];
    int other = records.kinds[b];
    return own < 0 || other < 0 ? Double.NaN : own == other ? 1 : 0;
  }

  private double share(int pair, int record) {
    return pairs.best[record] == 0 ? 0 : pairs.cosine[pair] / pairs.best[record];
  }

  private double within(FieldValue value, FieldValue whole) {
    return value.isBlank() ? Double.NaN : value.within(whole, records.idf);
  }

  /**
   * Soft TF-IDF (Cohen, Ravikumar and Fienberg 2003) without its vectors: how much of x's weight
   * lies in words that y has one like, by Jaro-Winkler, with the same first character. An initial
   * is no word.
   */
  private double soft(FieldValue x, FieldValue y) {
    double alike = 0;
    double all = 0;
    for (int i = 0; i < x.words.length; i++) {
      String word = x.words[i];
      if (word.length() < 2) {
        continue;
      }
      double best = 0;
      for (int j = 0; j < y.words.length && best < 1; j++) {
        if (x.wordTerms[i] == y.wordTerms[j]) {
          best = 1;
        } else if (y.words[j].length() > 1 && word.charAt(0) == y.words[j].charAt(0)) {
          best = Math.max(best, Similarity.jaroWinkler(word, y.words[j]));
        }
      }
      float weight = records.idf[x.wordTerms[i]];
      all += weight;
      alike += best >= ALIKE ? best * weight : 0;
    }
    return all == 0 ? Double.NaN : alike / all;
  }

  private double rarestCommon(String[] own, String[] others) {
    double rarest = 0;
    for (String code : own) {
      if (Arrays.asList(others).contains(code)) {
        rarest = Math.max(rarest, records.rarity(code));
      }
    }
    return rarest;
  }

  /** How well the rarest of the own codes, of equal ones the longest, is among the others. */
  private double rarestMatch(String[] own, String[] others) {
    String rarest = own[0];
    for (String code : own) {
      int order = Double.compare(records.rarity(code), records.rarity(rarest));
      if (order > 0 || order == 0 && code.length() > rarest.length()) {
        rarest = code;
      }
    }
    return match(rarest, others);
  }

  /** How much of the own codes' rarity the others have. */
  private double matched(String[] own, String[] others) {
    double matched = 0;
    double all = 0;
    for (String code : own) {
      double rarity = records.rarity(code);
      all += rarity;
      matched += rarity * match(code, others);
    }
    return all == 0 ? 0 : matched / all;
  }

  private static double firstMatch(String[] own, String[] others) {
    return Math.max(match(own[0], others), match(others[0], own));
  }

  private static double match(String code, String[] others) {
    double best = 0;
    for (String other : others) {
      best = Math.max(best, Similarity.codes(code, other));
    }
    return best;
  }

  /** The numbers of a pair, NaN where none was put. */
  private static final class Row {
    private final float[] values;
    private final boolean directed;
    private int at;

    private Row(int width, boolean directed) {
      this.values = new float[width];
      this.directed = directed;
      Arrays.fill(values, Float.NaN);
    }

    private void add(double value) {
      values[at++] = (float) value;
    }

    private void both(double left, double right) {
      add(directed ? left : Math.min(left, right));
      add(directed ? right : Math.max(left, right));
    }
  }
}
