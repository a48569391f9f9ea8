package io.millrace.core.warehouse;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The commit of one run to one table: fenced, made once, with a summary that is told from the very
 * history it follows.
 */
final class RunCommit {
  private final Table table;
  private final Lease lease;
  private final Fence fence;
  private final StagedFiles staged;

  RunCommit(Table table, Lease lease, Fence fence, StagedFiles staged) {
    this.table = table;
    this.lease = lease;
    this.fence = fence;
    this.staged = staged;
  }

  /**
   * Commits, unless this run has already done so. Once it is made nothing fails any more.
   *
   * @param updates makes what is committed, anew for every attempt
   * @param summary history, newest first → what the snapshot's summary says besides the run's id;
   *     where another commit changes it in between, it is asked again
   * @param check sees the history as of the compare-and-set
   * @throws WarehouseException with code {@code LEASE_LOST}
   * @throws ValidationException where {@code check} or the update's own validation fails
   */
  void make(
      Supplier<SnapshotUpdate<?>> updates,
      Function<Iterable<Snapshot>, Map<String, String>> summary,
      SnapshotAncestryValidator check) {
    table.refresh();
    boolean made = staged.committed() != null;
    while (!made) {
      Map<String, String> told = summary.apply(SnapshotUtil.currentAncestors(table));
      SnapshotUpdate<?> update = updates.get();
      update.set(TableAppend.RUN_ID, lease.runId());
      told.forEach(update::set);
      update.validateWith(
          new SnapshotAncestryValidator() {
            @Override
            public boolean validate(Iterable<Snapshot> history) {
              return fence.stands()
                  && check.validate(history)
                  && summary.apply(history).equals(told);
            }

            @Override
            public String errorMessage() {
              return check.errorMessage();
            }
          });
      try {
        update.commit();
        made = true;
      } catch (ValidationException e) {
        table.refresh();
        if (!fence.stands()) {
          staged.note();
          throw lease.lost();
        }
        Iterable<Snapshot> history = SnapshotUtil.currentAncestors(table);
        if (!check.validate(history) || summary.apply(history).equals(told)) {
          throw e;
        }
        lease.requireHeld();
      }
    }
    staged.sweepCommitted();
  }
}
