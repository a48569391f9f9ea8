package io.millrace.embedding.index;

import io.millrace.core.table.Ids;
import java.util.Locale;

/**
 * Terms of exactly matched fields. Writer and searcher make them by the same rules: long values are
 * replaced by their hash, since Lucene limits a term to 32,766 bytes.
 */
public final class Exact {
  private static final int LONGEST = 1_000;

  private Exact() {}

  /** The term of a value. */
  public static String value(String value) {
    return value.length() <= LONGEST ? value : Ids.hash("term", value);
  }

  /** The term of a metadata entry. */
  public static String metadata(String key, String value) {
    return value(key + '\u001f' + value);
  }

  /** {@code Text/HTML; charset=utf-8} becomes {@code text/html}. */
  public static String mediaType(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    String bare = semicolon < 0 ? mediaType : mediaType.substring(0, semicolon);
    return value(bare.strip().toLowerCase(Locale.ROOT));
  }

  /** {@code zh-Hant-TW} becomes {@code zh-hant-tw}. */
  public static String language(String tag) {
    return value(tag.toLowerCase(Locale.ROOT));
  }

  /** {@code zh-Hant-TW} becomes {@code zh}. */
  public static String primaryLanguage(String tag) {
    int hyphen = tag.indexOf('-');
    return language(hyphen < 0 ? tag : tag.substring(0, hyphen));
  }
}
