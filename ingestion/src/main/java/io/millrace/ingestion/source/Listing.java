package io.millrace.ingestion.source;

import java.util.List;

/**
 * What a source holds now. It lies in the driver's memory: about 150 bytes and twice the length of
 * the URI for each file, 300 MB for a million of them.
 *
 * @param files each file once, by canonical URI, in order
 * @param skipped hidden files and folders, lock files, what is no regular file, and what is
 *     forgotten
 * @param warnings names that are not valid UTF-8 and links that lead nowhere
 */
public record Listing(List<ListedFile> files, long skipped, List<String> warnings) {
  public Listing {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }
}
