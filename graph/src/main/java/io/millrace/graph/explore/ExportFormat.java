package io.millrace.graph.explore;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The forms in which a graph leaves. */
public enum ExportFormat {
  /** GraphML, what Gephi, yEd, NetworkX and igraph read. */
  GRAPHML("application/graphml+xml", "graphml"),
  /** RFC 4180, in UTF-8: one line for each relation, with the names of both ends. */
  CSV("text/csv; charset=utf-8; header=present", "csv"),
  /** JSON-LD 1.1, with the words of schema.org and RDF reification. */
  JSONLD("application/ld+json", "jsonld");

  private final String mediaType;
  private final String extension;

  ExportFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The format of a name, as {@code graphml}. */
  public static Optional<ExportFormat> of(String name) {
    return Stream.of(values())
        .filter(each -> each.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Its name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is on the Web. */
  public String mediaType() {
    return mediaType;
  }

  /** How names of its files end, without the dot. */
  public String extension() {
    return extension;
  }

  ExportWriter writer(OutputStream out) throws IOException {
    return switch (this) {
      case GRAPHML -> new GraphMlWriter(out);
      case CSV -> new CsvWriter(out);
      case JSONLD -> new JsonLdWriter(out);
    };
  }
}
