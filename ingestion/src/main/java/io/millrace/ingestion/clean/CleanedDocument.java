package io.millrace.ingestion.clean;

import io.millrace.core.table.Block;
import java.util.List;

/**
 * A document's cleaned text and its structure.
 *
 * @param text the blocks' texts joined by one line feed; empty where nothing was left
 * @param blocks structure in order; their spans cover the text but for the joining line feeds
 * @param language BCP 47 tag of most of the text, {@code und} where it cannot be told
 */
public record CleanedDocument(String text, List<Block> blocks, String language) {
  public CleanedDocument {
    blocks = List.copyOf(blocks);
  }
}
