package io.millrace.core.warehouse;

import io.millrace.core.table.TableCodec;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Types.NestedField;

/** The columns of tables that were made before their codec had all of them. */
final class TableColumns {
  private TableColumns() {}

  /** Adds what is missing; nothing where nothing is. Others may do the same meanwhile. */
  static void complete(Table table, TableCodec<?> codec) {
    while (true) {
      List<NestedField> missing =
          codec.schema().columns().stream()
              .filter(column -> table.schema().findField(column.name()) == null)
              .toList();
      if (missing.isEmpty()) {
        return;
      }
      UpdateSchema update = table.updateSchema();
      missing.forEach(column -> update.addColumn(column.name(), column.type(), column.doc()));
      try {
        update.commit();
        return;
      } catch (CommitFailedException e) {
        table.refresh(); // another commit came between: look again
      }
    }
  }
}
