package io.millrace.core.revision;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The revisions as of which {@code documents} must stay exact, and so the rows that may go.
 *
 * <p>A row is the state of its document from its own revision up to, not including, the next row's.
 * It may go where no kept revision lies in between. So the newest row of every document stays, a
 * tombstone too.
 *
 * <p>What an incremental reader has seen before does not matter: {@code changes(after, asOf)} is
 * {@code state(asOf)} without the rows up to {@code after}, since the newest row up to {@code asOf}
 * is after {@code after} exactly where any is. Every reader reads as of the newest revision of the
 * moment it starts; therefore all revisions from {@code from} on are kept, and {@code from} must
 * not be younger than the newest revision when the oldest running reader started.
 *
 * @param from this revision and all later ones are kept
 * @param named older ones that are kept too: those of generations
 */
public record KeptRevisions(long from, SortedSet<Long> named) {
  public KeptRevisions {
    named = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(named.headSet(from)));
  }

  /**
   * The last revisions and some older ones.
   *
   * @param last the newest revision
   * @param count how many of the last ones are kept, at least 1
   * @param running the newest revision when the oldest running reader started, or an older one
   * @param named older revisions to keep
   */
  public static KeptRevisions of(long last, int count, long running, Collection<Long> named) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "Cannot keep " + count + " revisions: the newest one is always needed");
    }
    return new KeptRevisions(Math.min(last - count + 1, running), new TreeSet<>(named));
  }

  /**
   * rows of {@code documents} with {@code doc_id} and {@code revision} → those that may go, with
   * all their columns. Shuffles the given columns by document: select no more than keys.
   */
  public Dataset<Row> superseded(Dataset<Row> rows) {
    Column revision = col("revision");
    Column next = col("next_revision");
    Column isNeeded = next.isNull().or(next.gt(lit(from)));
    for (long kept : named) {
      isNeeded = isNeeded.or(revision.leq(lit(kept)).and(next.gt(lit(kept))));
    }
    return rows.withColumn(
            "next_revision", lead(revision, 1).over(Window.partitionBy("doc_id").orderBy(revision)))
        .where(isNeeded.unary_$bang())
        .drop("next_revision");
  }
}
