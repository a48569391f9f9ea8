package io.millrace.graph.element;

import io.millrace.core.table.Extraction;
import java.io.Serializable;
import java.util.List;

/**
 * A passage of a document with what was found in it.
 *
 * @param chunk its id
 * @param text its text
 * @param start where it starts in the document's cleaned text, in UTF-16 code units
 * @param found one extraction for each extractor
 */
public record Passage(String chunk, String text, int start, List<Extraction> found)
    implements Serializable {
  public Passage {
    found = List.copyOf(found);
  }
}
