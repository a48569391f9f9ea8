package io.millrace.ingestion;

import io.millrace.core.warehouse.LeaseWait;
import io.millrace.ingestion.source.CanonicalUri;
import io.millrace.ingestion.write.Processing;
import io.millrace.ingestion.write.RowMaker;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to ingest.
 *
 * @param name the source's name; null derives it from the locations
 * @param locations files, folders and globs: plain paths or URIs
 * @param groups who may see the documents; at least one
 * @param metadata further metadata of every document
 * @param processing how files become documents
 * @param mode whether anything is written
 * @param deletes whether many documents may be deleted
 * @param leaseWait what to do while another run writes
 */
public record IngestConfig(
    @Nullable String name,
    List<String> locations,
    List<String> groups,
    Map<String, String> metadata,
    Processing processing,
    Mode mode,
    Deletes deletes,
    LeaseWait leaseWait) {

  /** Whether many documents may be deleted at once. */
  public enum Deletes {
    /** Stop where more than 30 % of a source and more than 10 documents would be deleted. */
    GUARDED,
    /** Delete whatever is gone. */
    ALLOWED
  }

  /** Whether anything is written. */
  public enum Mode {
    /** Ingest. */
    RUN,
    /** Only count what would be done. */
    DRY_RUN
  }

  public IngestConfig {
    locations = List.copyOf(locations);
    groups = groups.stream().map(String::strip).distinct().sorted().toList();
    metadata = Map.copyOf(metadata);
    if (locations.isEmpty()) {
      throw new IllegalArgumentException("Cannot ingest: no source is named");
    }
    if (groups.isEmpty() || groups.contains("")) {
      throw new IllegalArgumentException(
          "Cannot ingest: the groups " + groups + " are empty or hold an empty name");
    }
    for (String key : metadata.keySet()) {
      if (key.isBlank() || key.startsWith(RowMaker.GIVEN)) {
        throw new IllegalArgumentException(
            "Cannot ingest: the metadata key '" + key + "' is empty or begins with given.");
      }
    }
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("Cannot ingest: the source's name is empty");
    }
  }

  /** The source's name: as given, or its canonical URIs, sorted, with spaces between them. */
  public String sourceName() {
    return name != null
        ? name
        : locations.stream()
            .map(CanonicalUri::of)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
  }
}
