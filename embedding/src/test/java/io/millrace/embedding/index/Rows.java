package io.millrace.embedding.index;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.RejectCode;
import io.millrace.core.table.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows of {@code documents} for tests, one passage a line, and vectors that depend on the text. */
public final class Rows {
  /** Dimension of {@link #VECTORS}. */
  public static final int DIMENSION = 8;

  /** A pseudo-random unit vector of each text hash and encoder. */
  public static final VectorLookup VECTORS = (textHash, encoder) -> vector(textHash + encoder);

  public static final IndexedEncoder ENGLISH = new IndexedEncoder("small-en", "fe", DIMENSION);
  public static final IndexedEncoder CHINESE = new IndexedEncoder("small-zh", "fc", DIMENSION);

  /** An encoder for each language. */
  public static final EncoderSet BOTH = EncoderSet.of(Map.of("en", ENGLISH, "zh", CHINESE));

  private Rows() {}

  /** A live document that everyone may see. */
  public static Document document(String name, String... passages) {
    return document(name, List.of("public"), passages);
  }

  /** A live document for these groups. */
  public static Document document(String name, List<String> groups, String... passages) {
    return document(name, groups, Map.of(), "text/plain", passages);
  }

  /** A live document with metadata. */
  public static Document document(
      String name,
      List<String> groups,
      Map<String, String> metadata,
      String mediaType,
      String... passages) {
    String uri = "file:///" + name;
    String docId = Ids.document(uri);
    List<Chunk> chunks = new ArrayList<>();
    Map<String, Integer> occurrences = new HashMap<>();
    int start = 0;
    for (String passage : passages) {
      String hash = Ids.text(passage);
      int occurrence = occurrences.merge(hash, 1, Integer::sum) - 1;
      Span span = new Span(start, start + passage.length());
      start = span.end() + 1;
      String language = Script.hasCjk(passage) ? "zh" : "en";
      chunks.add(
          new Chunk(
              Ids.chunk(docId, hash, occurrence),
              chunks.size(),
              hash,
              "",
              passage,
              span,
              7,
              List.of("Chapter"),
              language,
              passage.length()));
    }
    return row(
        name, Outcome.LIVE, groups, metadata, mediaType, String.join("\n", passages), chunks);
  }

  /** A document that is gone. */
  public static Document tombstone(String name) {
    return row(name, Outcome.TOMBSTONE, List.of(), Map.of(), "text/plain", "", List.of());
  }

  /** A document that was rejected. */
  public static Document rejected(
      String name, List<String> groups, long revision, RejectCode code, String message) {
    Document row = row(name, Outcome.REJECTED, groups, Map.of(), "text/plain", "", List.of());
    return new Document(
        row.docId(),
        revision,
        row.runId(),
        row.source(),
        row.uri(),
        row.outcome(),
        code,
        message,
        row.contentHash(),
        row.fingerprint(),
        row.parseFingerprint(),
        row.bytes(),
        row.mediaType(),
        row.title(),
        row.language(),
        row.metadata(),
        row.groups(),
        row.text(),
        row.blocks(),
        row.chunks(),
        row.ingestedAt(),
        row.firstIngestedAt());
  }

  /**
   * The same document with another title, and each passage under a heading: the last has the rest.
   */
  public static Document titled(Document row, @Nullable String title, String... headings) {
    List<Chunk> chunks = new ArrayList<>();
    for (Chunk chunk : row.chunks()) {
      int heading = Math.min(chunk.ordinal(), headings.length - 1);
      chunks.add(
          new Chunk(
              chunk.chunkId(),
              chunk.ordinal(),
              chunk.textHash(),
              chunk.context(),
              chunk.text(),
              chunk.span(),
              chunk.page(),
              heading < 0 ? List.of() : List.of("Part", headings[heading]),
              chunk.language(),
              chunk.tokens()));
    }
    return new Document(
        row.docId(),
        row.revision(),
        row.runId(),
        row.source(),
        row.uri(),
        row.outcome(),
        row.rejectCode(),
        row.rejectMessage(),
        row.contentHash(),
        row.fingerprint(),
        row.parseFingerprint(),
        row.bytes(),
        row.mediaType(),
        title,
        row.language(),
        row.metadata(),
        row.groups(),
        row.text(),
        row.blocks(),
        chunks,
        row.ingestedAt(),
        row.firstIngestedAt());
  }

  /** A live document whose file is there. */
  public static Document file(Path file, List<String> groups, String... passages)
      throws IOException {
    String uri = file.toUri().toString();
    Document row = document(uri.substring("file:///".length()), groups, passages);
    return new Document(
        row.docId(),
        row.revision(),
        row.runId(),
        row.source(),
        row.uri(),
        row.outcome(),
        null,
        null,
        sha256(Files.readAllBytes(file)),
        row.fingerprint(),
        row.parseFingerprint(),
        Files.size(file),
        row.mediaType(),
        row.title(),
        row.language(),
        row.metadata(),
        row.groups(),
        row.text(),
        row.blocks(),
        row.chunks(),
        row.ingestedAt(),
        row.firstIngestedAt());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A unit vector that only depends on the seed. */
  public static float[] vector(String seed) {
    Random random = new Random(seed.hashCode());
    float[] vector = new float[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  /** Builds or derives a generation of these rows, in order. */
  public static Manifest write(
      Generations generations, long revision, IndexSettings settings, Document... rows)
      throws java.io.IOException {
    try (GenerationWriter writer = generations.derive(revision, settings)) {
      for (Document row : Arrays.asList(rows)) {
        writer.apply(row, settings.encoders().isEmpty() ? VectorLookup.NONE : VECTORS);
      }
      return writer.commit();
    }
  }

  private static Document row(
      String name,
      Outcome outcome,
      List<String> groups,
      Map<String, String> metadata,
      String mediaType,
      String text,
      List<Chunk> chunks) {
    String uri = "file:///" + name;
    return new Document(
        Ids.document(uri),
        1,
        "run",
        name.contains("/") ? name.substring(0, name.indexOf('/')) : "source",
        uri,
        outcome,
        null,
        null,
        Ids.hash(text),
        "fingerprint",
        "parse",
        text.length(),
        mediaType,
        "Title of " + name,
        chunks.isEmpty() ? "und" : chunks.get(0).language(),
        metadata,
        groups,
        text,
        List.of(),
        chunks,
        Instant.EPOCH,
        null);
  }
}
