package io.millrace.ingestion.compare;

import io.millrace.core.table.Ids;
import io.millrace.ingestion.source.CanonicalUri;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides whether a document is unchanged, and whether it must be parsed again.
 *
 * @param processing fingerprint of parser, cleaner and chunker with their settings
 * @param groups who may see the documents, sorted
 * @param metadata what was given with the source
 */
public record Fingerprints(String processing, List<String> groups, Map<String, String> metadata)
    implements Serializable {

  public Fingerprints {
    groups = groups.stream().distinct().sorted().toList();
    metadata = new TreeMap<>(metadata);
  }

  /** Of what the parsed text depends on: content, extension of the name, processing. */
  public String parse(String contentHash, String uri) {
    String name = CanonicalUri.fileName(uri);
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return Ids.hash("parse", contentHash, extension, processing);
  }

  /** Of everything: what was parsed, groups, metadata. */
  public String whole(String parseFingerprint) {
    List<String> parts = new ArrayList<>();
    parts.add("document");
    parts.add(parseFingerprint);
    parts.add(Integer.toString(groups.size()));
    parts.addAll(groups);
    metadata.forEach(
        (key, value) -> {
          parts.add(key);
          parts.add(value);
        });
    return Ids.hash(parts.toArray(String[]::new));
  }
}
