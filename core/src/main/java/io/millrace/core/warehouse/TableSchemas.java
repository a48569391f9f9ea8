package io.millrace.core.warehouse;

import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Types.NestedField;

/** The tables and columns that a warehouse must have, which an older version made without some. */
final class TableSchemas {
  private TableSchemas() {}

  /** Makes what is missing of all tables and their columns; the caller holds the lease for that. */
  static void complete(Catalog catalog, Function<TableCodec<?>, TableIdentifier> ids) {
    for (TableCodec<?> codec : Tables.all()) {
      TableIdentifier id = ids.apply(codec);
      if (!catalog.tableExists(id)) {
        catalog.createTable(
            id, codec.firstSchema(), PartitionSpec.unpartitioned(), TableSettings.of(codec));
      }
      addColumns(catalog.loadTable(id), codec);
    }
  }

  private static void addColumns(Table table, TableCodec<?> codec) {
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
