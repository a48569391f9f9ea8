package io.millrace.core.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code documents}: a document as of a revision, with its chunks inside, so that both
 * appear, change and vanish in one commit. The table is append-only; the newest row of a {@code
 * docId} up to revision r is its state as of r.
 *
 * @param docId hash of the canonical URI
 * @param revision the revision that wrote this row, from 1
 * @param runId the ingestion run that wrote it
 * @param source name of the source it belongs to
 * @param uri canonical URI, {@code file:///…} with percent-encoded UTF-8
 * @param outcome live, rejected or tombstone
 * @param rejectCode why it was rejected, else null
 * @param rejectMessage the same for a reader, else null
 * @param contentHash SHA-256 of the file's bytes, in hexadecimal
 * @param fingerprint what decides "unchanged": content, groups, metadata, parser, cleaner, chunker
 * @param parseFingerprint what decides "need not be parsed again": content, parser, cleaner,
 *     chunker
 * @param bytes size of the file
 * @param mediaType detected media type, e.g. {@code application/pdf}; null where unknown
 * @param title the document's title, or null
 * @param language BCP 47 tag of most of its text
 * @param metadata author, created, modified (ISO 8601), path and what {@code --meta} gave
 * @param groups who may see it, sorted
 * @param text cleaned text: the blocks' texts joined by line feeds; empty unless live
 * @param blocks structure of the text, in order
 * @param chunks passages, in order
 * @param ingestedAt when the row was written
 * @param firstIngestedAt when the first live row was written since the document was last a
 *     tombstone; every later row carries it on. Null where it never was live, or was so first in a
 *     row of a version that did not note it
 */
public record Document(
    String docId,
    long revision,
    String runId,
    String source,
    String uri,
    Outcome outcome,
    @Nullable RejectCode rejectCode,
    @Nullable String rejectMessage,
    String contentHash,
    String fingerprint,
    String parseFingerprint,
    long bytes,
    @Nullable String mediaType,
    @Nullable String title,
    String language,
    Map<String, String> metadata,
    List<String> groups,
    String text,
    List<Block> blocks,
    List<Chunk> chunks,
    Instant ingestedAt,
    @Nullable Instant firstIngestedAt) {

  public Document {
    metadata = Map.copyOf(metadata);
    groups = List.copyOf(groups);
    blocks = List.copyOf(blocks);
    chunks = List.copyOf(chunks);
  }
}
