package io.millrace.ingestion.write;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.RejectCode;
import io.millrace.ingestion.compare.Fingerprints;
import io.millrace.ingestion.parse.RejectedException;
import io.millrace.ingestion.source.CanonicalUri;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of one run. What was given with {@code --meta} stands in a row's metadata beside
 * what the file says of itself; a key {@code given.KEY} marks it and keeps the file's own value, so
 * that other metadata can be given later without parsing again.
 *
 * @param runId the run
 * @param revision the revision it will be
 * @param source the source's name
 * @param fingerprints of what this run does to a file; holds groups and metadata
 * @param at when the rows are written
 */
public record RowMaker(
    String runId, long revision, String source, Fingerprints fingerprints, Instant at)
    implements Serializable {
  /** The prefix of metadata keys that no one may give. */
  public static final String GIVEN = "given.";

  /** A parsed document: its row is live. */
  Document live(WorkItem item, String contentHash, ProcessedDocument parsed) {
    String parse = fingerprints.parse(contentHash, item.uri());
    return new Document(
        item.docId(),
        revision,
        runId,
        source,
        item.uri(),
        Outcome.LIVE,
        null,
        null,
        contentHash,
        fingerprints.whole(parse),
        parse,
        item.bytes(),
        parsed.mediaType(),
        parsed.title(),
        parsed.language(),
        metadata(parsed.metadata(), item.uri()),
        fingerprints.groups(),
        parsed.text(),
        parsed.blocks(),
        parsed.chunks(),
        at,
        item.before().firstIngestedAt(Outcome.LIVE, at));
  }

  /** A document that could not be used. */
  Document rejected(WorkItem item, String contentHash, RejectedException reason) {
    return rejected(item, contentHash, reason.code(), String.valueOf(reason.getMessage()));
  }

  Document rejected(WorkItem item, String contentHash, RejectCode code, String message) {
    String parse = fingerprints.parse(contentHash, item.uri());
    return new Document(
        item.docId(),
        revision,
        runId,
        source,
        item.uri(),
        Outcome.REJECTED,
        code,
        message,
        contentHash,
        fingerprints.whole(parse),
        parse,
        item.bytes(),
        null,
        null,
        "und",
        metadata(Map.of(), item.uri()),
        fingerprints.groups(),
        "",
        List.of(),
        List.of(),
        at,
        item.before().firstIngestedAt());
  }

  /** A row whose content is {@code old}'s, at this URI and with this run's groups and metadata. */
  Document carried(String docId, String uri, long bytes, Before before, Document old) {
    List<Chunk> chunks = old.chunks();
    if (!docId.equals(old.docId())) {
      chunks = readdressed(docId, chunks);
    }
    return new Document(
        docId,
        revision,
        runId,
        source,
        uri,
        old.outcome(),
        old.rejectCode(),
        old.rejectMessage(),
        old.contentHash(),
        fingerprints.whole(old.parseFingerprint()),
        old.parseFingerprint(),
        bytes,
        old.mediaType(),
        old.title(),
        old.language(),
        metadata(own(old.metadata()), uri),
        fingerprints.groups(),
        old.text(),
        old.blocks(),
        chunks,
        at,
        before.firstIngestedAt(old.outcome(), at));
  }

  /** The end of a document that its source does not hold any more. */
  Document tombstone(String docId, String uri, String contentHash, Before before) {
    return new Document(
        docId,
        revision,
        runId,
        source,
        uri,
        Outcome.TOMBSTONE,
        null,
        null,
        contentHash,
        "",
        "",
        0,
        null,
        null,
        "und",
        Map.of(),
        List.of(),
        "",
        List.of(),
        List.of(),
        at,
        before.firstIngestedAt());
  }

  private static List<Chunk> readdressed(String docId, List<Chunk> chunks) {
    Map<String, Integer> occurrences = new HashMap<>();
    return chunks.stream()
        .map(
            chunk ->
                new Chunk(
                    Ids.chunk(
                        docId,
                        chunk.textHash(),
                        occurrences.merge(chunk.textHash(), 1, Integer::sum) - 1),
                    chunk.ordinal(),
                    chunk.textHash(),
                    chunk.context(),
                    chunk.text(),
                    chunk.span(),
                    chunk.page(),
                    chunk.headings(),
                    chunk.language(),
                    chunk.tokens()))
        .toList();
  }

  private Map<String, String> metadata(Map<String, String> own, String uri) {
    Map<String, String> metadata = new HashMap<>(own);
    metadata.put("path", CanonicalUri.displayPath(uri));
    fingerprints
        .metadata()
        .forEach(
            (key, value) -> {
              @Nullable String hidden = metadata.put(key, value);
              metadata.put(GIVEN + key, hidden == null ? "" : hidden);
            });
    return metadata;
  }

  /** What the file says of itself, out of a row's metadata. */
  private static Map<String, String> own(Map<String, String> metadata) {
    Map<String, String> own = new HashMap<>();
    metadata.forEach(
        (key, value) -> {
          @Nullable String hidden = metadata.get(GIVEN + key);
          if (hidden == null && !key.startsWith(GIVEN)) {
            own.put(key, value);
          } else if (hidden != null && !hidden.isEmpty()) {
            own.put(key, hidden);
          }
        });
    return own;
  }
}
