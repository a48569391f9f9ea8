package io.millrace.core.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Content-addressed ids: SHA-256 over length-prefixed UTF-8 parts, so that no two lists of parts
 * collide by concatenation. Ids are the first 128 bits, in hexadecimal.
 */
public final class Ids {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private Ids() {}

  /** The id of the document at a canonical URI. */
  public static String document(String canonicalUri) {
    return hash("document", canonicalUri);
  }

  /** Whether a text has the form of an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The hash of what is encoded, {@link Chunk#encoded(String, String)}. */
  public static String text(String encoded) {
    return hash("text", encoded);
  }

  /**
   * The id of a document's chunk: the {@code occurrence}-th, from 0, with this text in the
   * document.
   */
  public static String chunk(String docId, String textHash, int occurrence) {
    return hash("chunk", docId, textHash, Integer.toString(occurrence));
  }

  /** 128 bits of SHA-256 over the parts, in hexadecimal. */
  public static String hash(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      int length = bytes.length;
      digest.update(
          new byte[] {
            (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
          });
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** A fresh SHA-256 digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
