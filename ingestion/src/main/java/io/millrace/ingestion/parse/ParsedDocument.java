package io.millrace.ingestion.parse;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parser made of a file.
 *
 * @param mediaType detected media type without parameters, e.g. {@code application/pdf}
 * @param title the document's own title, or null where it names none
 * @param metadata what the file says of itself: {@code author}, {@code created} and {@code
 *     modified} (ISO 8601), {@code subject}, {@code keywords}, {@code pages}; only keys with a
 *     value
 * @param blocks structure in reading order
 */
public record ParsedDocument(
    String mediaType, @Nullable String title, Map<String, String> metadata, List<RawBlock> blocks) {

  public ParsedDocument {
    metadata = Map.copyOf(metadata);
    blocks = List.copyOf(blocks);
  }
}
