package io.millrace.core.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.jspecify.annotations.Nullable;

/**
 * Iceberg's JDBC catalog for machines whose clocks are set, or differ. Iceberg refuses a change
 * that is more than a minute older than the one before: after a clock was set back by two hours, or
 * a single change of a machine two hours ahead, no table could be written for two hours. Here what
 * the logs of a table say of the future is taken for now. Order never depends on these times:
 * snapshots have sequence numbers, and writers tokens.
 */
final class AnyClockCatalog extends JdbcCatalog {
  @Override
  protected TableOperations newTableOps(TableIdentifier table) {
    return new Operations(super.newTableOps(table));
  }

  /** Shows metadata without a future; commits to what was really read. For one thread. */
  private static final class Operations implements TableOperations {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TableOperations stored;
    private @Nullable TableMetadata read;
    private @Nullable TableMetadata shown;

    private Operations(TableOperations stored) {
      this.stored = stored;
    }

    @Override
    public @Nullable TableMetadata current() {
      return shown(stored.current());
    }

    @Override
    public @Nullable TableMetadata refresh() {
      return shown(stored.refresh());
    }

    @Override
    public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
      stored.commit(base == shown ? read : base, metadata);
    }

    private @Nullable TableMetadata shown(@Nullable TableMetadata metadata) {
      if (metadata != read) {
        read = metadata;
        shown = metadata == null ? null : withoutFuture(metadata, System.currentTimeMillis());
      }
      return shown;
    }

    private static TableMetadata withoutFuture(TableMetadata metadata, long now) {
      boolean future =
          metadata.lastUpdatedMillis() > now
              || metadata.snapshotLog().stream().anyMatch(entry -> entry.timestampMillis() > now)
              || metadata.previousFiles().stream().anyMatch(file -> file.timestampMillis() > now);
      if (!future) {
        return metadata;
      }
      try {
        ObjectNode json = (ObjectNode) JSON.readTree(TableMetadataParser.toJson(metadata));
        limit(json, "last-updated-ms", now);
        for (String log : new String[] {"snapshot-log", "metadata-log"}) {
          for (JsonNode entry : json.path(log)) {
            limit((ObjectNode) entry, "timestamp-ms", now);
          }
        }
        return TableMetadataParser.fromJson(metadata.metadataFileLocation(), json.toString());
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException("Cannot read a table's metadata: " + e.getMessage(), e);
      }
    }

    private static void limit(ObjectNode node, String field, long now) {
      if (node.path(field).asLong() > now) {
        node.put(field, now);
      }
    }

    @Override
    public FileIO io() {
      return stored.io();
    }

    @Override
    public EncryptionManager encryption() {
      return stored.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
      return stored.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
      return stored.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
      return stored.temp(uncommitted);
    }

    @Override
    public long newSnapshotId() {
      return stored.newSnapshotId();
    }

    @Override
    public boolean requireStrictCleanup() {
      return stored.requireStrictCleanup();
    }
  }
}
