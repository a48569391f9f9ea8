package io.millrace.embedding.retrieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.FieldComparator;
import org.apache.lucene.search.FieldComparatorSource;
import org.apache.lucene.search.LeafFieldComparator;
import org.apache.lucene.search.Pruning;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.SortField;

/**
 * Sorts by {@link Ordinals}. Lucene's own comparator of strings reads the value of every passage
 * that enters the list of the best so far, which costs more than scoring them.
 */
final class OrdinalComparator extends FieldComparator<Integer> implements LeafFieldComparator {
  private final SortedDocValues values;
  private final int[] slots;
  private int docBase;
  private int bottom;
  private int top;

  private OrdinalComparator(SortedDocValues values, int hits) {
    this.values = values;
    this.slots = new int[hits];
  }

  /** The sort by a field's ordinals, smallest first. */
  static SortField sortField(String field, Ordinals ordinals) {
    return new SortField(
        field,
        new FieldComparatorSource() {
          @Override
          public FieldComparator<?> newComparator(
              String name, int hits, Pruning pruning, boolean reversed) {
            try {
              return new OrdinalComparator(ordinals.values(), hits);
            } catch (IOException e) {
              throw new UncheckedIOException("Cannot sort by " + name + ": " + e.getMessage(), e);
            }
          }
        });
  }

  @Override
  public LeafFieldComparator getLeafComparator(LeafReaderContext context) {
    docBase = context.docBase;
    return this;
  }

  @Override
  public int compare(int slot1, int slot2) {
    return Integer.compare(slots[slot1], slots[slot2]);
  }

  @Override
  public Integer value(int slot) {
    return slots[slot];
  }

  @Override
  public void setTopValue(Integer value) {
    top = value;
  }

  @Override
  public void setBottom(int slot) {
    bottom = slots[slot];
  }

  @Override
  public int compareBottom(int doc) throws IOException {
    return Integer.compare(bottom, ordinal(doc));
  }

  @Override
  public int compareTop(int doc) throws IOException {
    return Integer.compare(top, ordinal(doc));
  }

  @Override
  public void copy(int slot, int doc) throws IOException {
    slots[slot] = ordinal(doc);
  }

  @Override
  public void setScorer(Scorable scorer) {
    // the order does not depend on scores
  }

  /** Passages come in the order of their documents, as the values want it. */
  private int ordinal(int doc) throws IOException {
    return values.advanceExact(docBase + doc) ? values.ordValue() : -1;
  }
}
