package io.millrace.embedding.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.core.table.Block;
import io.millrace.core.table.Document;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A whole document as a generation keeps it for its page.
 *
 * @param docId hash of the canonical URI
 * @param revision the revision that wrote it
 * @param source name of its source
 * @param uri canonical URI
 * @param mediaType media type, or null
 * @param title title, or null
 * @param language BCP 47 tag
 * @param contentHash SHA-256 of the file's bytes
 * @param bytes size of the file
 * @param metadata author, created, modified and more
 * @param groups who may see it
 * @param text cleaned text
 * @param blocks structure of the text
 * @param ingestedAt when it was ingested, ISO 8601 UTC
 * @param firstIngestedAt since when it is in the base, ISO 8601 UTC, or null where that is not
 *     known
 */
public record StoredDocument(
    String docId,
    long revision,
    String source,
    String uri,
    @Nullable String mediaType,
    @Nullable String title,
    String language,
    String contentHash,
    long bytes,
    Map<String, String> metadata,
    List<String> groups,
    String text,
    List<Block> blocks,
    String ingestedAt,
    @Nullable String firstIngestedAt) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

  static StoredDocument of(Document document) {
    Instant first = document.firstIngestedAt();
    return new StoredDocument(
        document.docId(),
        document.revision(),
        document.source(),
        document.uri(),
        document.mediaType(),
        document.title(),
        document.language(),
        document.contentHash(),
        document.bytes(),
        document.metadata(),
        document.groups(),
        document.text(),
        document.blocks(),
        document.ingestedAt().toString(),
        first == null ? null : first.toString());
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new AssertionError("every document can be written as JSON", e);
    }
  }

  /**
   * Reads what {@link Fields#BODY} holds.
   *
   * @throws IOException when it is not the JSON of a document
   */
  public static StoredDocument ofJson(byte[] json) throws IOException {
    return JSON.readValue(json, StoredDocument.class);
  }

  /** The date that date filters look at, where the document has one. */
  public Optional<Instant> date() {
    OptionalLong millis = DocumentDates.date(metadata);
    return millis.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
  }
}
