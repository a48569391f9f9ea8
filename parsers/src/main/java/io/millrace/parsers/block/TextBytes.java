package io.millrace.parsers.block;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text whose charset nobody names: byte-order mark, then strict UTF-8, then the two-byte
 * charsets of Chinese by where their bytes lie (most characters of a real text are among each
 * charset's common first level), then ICU's statistics.
 */
public final class TextBytes {
  private static final int MOST_JUDGED = 200_000;

  /** One in so many characters of a text may be none, and so few in any text. */
  private static final int MOST_BINARY = 50;

  private static final int FEWEST_BINARY = 8;

  private TextBytes() {}

  /**
   * The text of {@code bytes}, without byte-order mark; what cannot be decoded becomes U+FFFD.
   *
   * @throws UnsupportedFormatException where that is no text, whatever the file's name says
   */
  public static String decode(byte[] bytes) throws IOException, UnsupportedFormatException {
    return decode(bytes, charset(bytes));
  }

  /**
   * The text of {@code bytes} in a charset that somebody names; as {@link #decode(byte[])}.
   *
   * @throws UnsupportedFormatException where that is no text
   */
  public static String decode(byte[] bytes, Charset charset) throws UnsupportedFormatException {
    String text = new String(bytes, charset);
    requireText(text, isWide(charset) && byMark(bytes) == null && byZeros(bytes) == null);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean isWide(Charset charset) {
    return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
  }

  private static void requireText(String text, boolean mayBeNoise)
      throws UnsupportedFormatException {
    if (isNoise(text, mayBeNoise)) {
      int judged = judged(text);
      throw new UnsupportedFormatException(
          "it is named as text, and "
              + binary(text, judged, mayBeNoise)
              + " of its first "
              + judged
              + " characters are none of a text");
    }
  }

  private static int judged(String text) {
    return Math.min(text.length(), MOST_JUDGED);
  }

  private static boolean isNoise(String text, boolean mayBeNoise) {
    int judged = judged(text);
    int binary = binary(text, judged, mayBeNoise);
    return binary > FEWEST_BINARY && binary * MOST_BINARY > judged;
  }

  private static int binary(String text, int judged, boolean mayBeNoise) {
    int binary = 0;
    char before = ' ';
    for (int index = 0; index < judged; index++) {
      char character = text.charAt(index);
      // a crash may leave a log with a long row of zeros: they count as one
      binary +=
          isBinary(character) && (character != 0 || before != 0)
                  || mayBeNoise && isOfNoise(character)
              ? 1
              : 0;
      before = character;
    }
    return binary;
  }

  /** Bytes at random are taken for UTF-16, where one in eight is none of a text. */
  private static boolean isOfNoise(char character) {
    return character == '\uFFFD' || Character.getType(character) == Character.PRIVATE_USE;
  }

  /**
   * Control characters but those of layout, bells, shifts, colours, ends of files and separators of
   * fields; what Unicode has not given to anybody. Bullets of Word are private characters, so that
   * those say nothing.
   */
  private static boolean isBinary(char character) {
    if (character < ' ') {
      return character == 0
          || character > 0x01 && character < 0x07
          || character > 0x0F && character < 0x1A;
    }
    return Character.getType(character) == Character.UNASSIGNED;
  }

  /** The charset {@code bytes} are in, as far as can be told. */
  public static Charset charset(byte[] bytes) throws IOException {
    Charset marked = byMark(bytes);
    if (marked != null) {
      return marked;
    }
    Charset wide = byZeros(bytes);
    if (wide != null) {
      return wide;
    }
    if (decodes(bytes, StandardCharsets.UTF_8)) {
      return StandardCharsets.UTF_8;
    }
    Charset chinese = chinese(bytes);
    if (chinese != null) {
      return chinese;
    }
    EncodingDetector statistics = new Icu4jEncodingDetector();
    try (InputStream stream = new ByteArrayInputStream(bytes)) {
      Charset guessed = statistics.detect(stream, new Metadata());
      Charset charset = guessed == null ? StandardCharsets.ISO_8859_1 : guessed;
      return isWide(charset) || isNoise(new String(bytes, charset), false)
          ? likelierOrder(bytes)
          : charset;
    }
  }

  private static @Nullable Charset byMark(byte[] bytes) {
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      return StandardCharsets.UTF_8;
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    return null;
  }

  private static Charset likelierOrder(byte[] bytes) {
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_JUDGED) & ~1);
    String big = new String(start, StandardCharsets.UTF_16BE);
    String little = new String(start, StandardCharsets.UTF_16LE);
    return likely(big) > likely(little) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  /** How many characters are Latin, Chinese, Japanese or their punctuation. */
  private static long likely(String text) {
    return text.chars()
        .filter(c -> c < 0x250 || c >= 0x2010 && c < 0x2030 || c >= 0x3000 && c < 0xA000)
        .count();
  }

  /** UTF-16 without a mark, told by the zero bytes of its Latin letters and line feeds, or null. */
  private static @Nullable Charset byZeros(byte[] bytes) {
    int[] zeros = new int[2];
    int end = Math.min(bytes.length, MOST_JUDGED);
    for (int index = 0; index < end; index++) {
      zeros[index & 1] += bytes[index] == 0 ? 1 : 0;
    }
    int most = Math.max(zeros[0], zeros[1]);
    if (most < 8 || most * 5 < end || Math.min(zeros[0], zeros[1]) * 20 > most) {
      return null;
    }
    return zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  /** Whether {@code bytes} are well-formed in {@code charset}. */
  public static boolean decodes(byte[] bytes, Charset charset) {
    try {
      charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * GB18030 or Big5, or null. Both are pairs; in common Chinese text GB pairs are (B0–D7, A1–FE)
   * and Big5 pairs (A4–C6, 40–7E or A1–FE), and a third of the latter end below 7F.
   */
  private static @Nullable Charset chinese(byte[] bytes) {
    int pairs = 0;
    int low = 0;
    int commonGb = 0;
    int commonBig5 = 0;
    int end = Math.min(bytes.length, MOST_JUDGED) - 1;
    for (int index = 0; index < end; index++) {
      int lead = bytes[index] & 0xFF;
      if (lead < 0x81) {
        continue;
      }
      int trail = bytes[index + 1] & 0xFF;
      pairs++;
      index++;
      boolean upper = trail >= 0xA1 && trail <= 0xFE;
      boolean lower = trail >= 0x40 && trail <= 0x7E;
      low += lower ? 1 : 0;
      commonGb += upper && (lead >= 0xB0 && lead <= 0xD7 || lead >= 0xA1 && lead <= 0xA3) ? 1 : 0;
      commonBig5 += (upper || lower) && lead >= 0xA1 && lead <= 0xC6 ? 1 : 0;
    }
    if (pairs < 4) {
      return null;
    }
    boolean big5 = low * 7 > pairs;
    int common = big5 ? commonBig5 : commonGb;
    if (common * 10 < pairs * 8) {
      return null;
    }
    return Charset.forName(big5 ? "Big5-HKSCS" : "GB18030");
  }
}
