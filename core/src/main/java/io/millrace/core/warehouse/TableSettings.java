package io.millrace.core.warehouse;

import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Iceberg properties with which a table is made. */
final class TableSettings {
  private TableSettings() {}

  static Map<String, String> of(TableCodec<?> codec) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("format-version", "2");
    settings.put("write.parquet.compression-codec", "zstd");
    settings.put("write.metadata.delete-after-commit.enabled", "true");
    settings.put("write.metadata.previous-versions-max", "20");
    settings.put("commit.retry.num-retries", "20");
    if (codec.equals(Tables.DOCUMENTS)) {
      // a row holds a whole document, megabytes at times: check the size of the row group after
      // every row, and never decode a batch of thousands of rows at once
      settings.put("write.parquet.row-group-size-bytes", Integer.toString(16 << 20));
      settings.put("write.parquet.row-group-check-min-record-count", "1");
      settings.put("write.parquet.row-group-check-max-record-count", "64");
      settings.put("read.parquet.vectorization.enabled", "false");
      settings.put("read.split.target-size", Integer.toString(32 << 20));
      settings.put("read.split.open-file-cost", Integer.toString(1 << 20));
    }
    return settings;
  }
}
