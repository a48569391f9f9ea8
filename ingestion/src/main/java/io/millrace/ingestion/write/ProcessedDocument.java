package io.millrace.ingestion.write;

import io.millrace.core.table.Block;
import io.millrace.core.table.Chunk;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What processing made of a file.
 *
 * @param mediaType detected media type, or null
 * @param title the document's own title, or null
 * @param language BCP 47 tag of most of its text
 * @param metadata what the file says of itself
 * @param text cleaned text, not empty
 * @param blocks structure of the text
 * @param chunks passages
 */
public record ProcessedDocument(
    @Nullable String mediaType,
    @Nullable String title,
    String language,
    Map<String, String> metadata,
    String text,
    List<Block> blocks,
    List<Chunk> chunks) {

  public ProcessedDocument {
    metadata = Map.copyOf(metadata);
    blocks = List.copyOf(blocks);
    chunks = List.copyOf(chunks);
  }
}
