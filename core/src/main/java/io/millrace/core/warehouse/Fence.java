package io.millrace.core.warehouse;

import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A lease's token in the properties of a table, where a commit can check it in one step with the
 * catalog's compare-and-set. A look at the lease's row would not be one step with it.
 */
final class Fence {
  private static final String PROPERTY = "millrace.fence.";

  private final Table table;
  private final TableOperations operations;
  private final Lease lease;

  Fence(Table table, Lease lease) {
    this.table = table;
    this.operations = ((BaseTable) table).operations();
    this.lease = lease;
  }

  /**
   * Writes the token into the table: from now on no earlier holder of the lease can commit.
   *
   * @throws WarehouseException with code {@code LEASE_LOST} where a later holder has done so
   */
  void raise() {
    while (true) {
      TableMetadata base = operations.refresh();
      long token = token(base);
      if (token > lease.token()) {
        throw lease.lost();
      }
      if (token == lease.token()) {
        break;
      }
      Map<String, String> properties = new HashMap<>(base.properties());
      properties.put(PROPERTY + lease.name(), Long.toString(lease.token()));
      try {
        operations.commit(base, base.replaceProperties(properties));
        break;
      } catch (CommitFailedException e) {
        lease.requireHeld(); // another commit came between: look again
      }
    }
    table.refresh();
  }

  /** Whether the table, as last read, carries this lease's token and no later one. */
  boolean stands() {
    return token(operations.current()) == lease.token();
  }

  private long token(TableMetadata metadata) {
    return Long.parseLong(metadata.properties().getOrDefault(PROPERTY + lease.name(), "0"));
  }
}
