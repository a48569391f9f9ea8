package io.millrace.query.answer;

import io.millrace.core.table.Block;
import io.millrace.core.table.TableRow;
import io.millrace.embedding.index.StoredDocument;
import io.millrace.embedding.retrieve.Copy;
import io.millrace.embedding.retrieve.FoundDocument;
import io.millrace.query.access.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document as the API shows it. Positions are UTF-16 code units in {@code text}.
 *
 * @param release the release that it is from
 * @param document its id
 * @param uri canonical URI
 * @param title title, or null
 * @param source name of its source
 * @param mediaType media type, or null
 * @param language BCP 47 tag
 * @param bytes size of the file
 * @param metadata author, created, modified and more
 * @param groups those of its groups that the caller is in
 * @param revision the revision that wrote this state of it
 * @param changed when that was, ISO 8601 UTC
 * @param since when it first came into the base, or null where that is not known
 * @param hash SHA-256 of the file
 * @param text cleaned text
 * @param blocks structure of the text, in order
 * @param passages what is searched, in order
 * @param copies other documents with the same content that the caller may see
 */
public record DocumentAnswer(
    String release,
    String document,
    String uri,
    @Nullable String title,
    String source,
    @Nullable String mediaType,
    String language,
    long bytes,
    Map<String, String> metadata,
    List<String> groups,
    long revision,
    String changed,
    @Nullable String since,
    String hash,
    String text,
    List<BlockAnswer> blocks,
    List<FoundDocument.Passage> passages,
    List<Copy> copies) {

  /**
   * A structural part.
   *
   * @param kind heading, paragraph, list, table or code
   * @param level heading level or list nesting from 1, else 0
   * @param start where its text begins
   * @param end where it ends, exclusive
   * @param page page from 1, or null
   * @param language BCP 47 tag
   * @param rows the rows of a table, else empty
   */
  public record BlockAnswer(
      String kind,
      int level,
      int start,
      int end,
      @Nullable Integer page,
      String language,
      List<RowAnswer> rows) {
    static BlockAnswer of(Block block, String text) {
      return new BlockAnswer(
          block.kind().name().toLowerCase(Locale.ROOT),
          block.level(),
          block.span().start(),
          block.span().end(),
          block.page(),
          block.language(),
          block.rows().stream().map(row -> RowAnswer.of(row, text)).toList());
    }
  }

  /**
   * A row of a table.
   *
   * @param header whether it names the columns
   * @param cells what its cells say, left to right
   */
  public record RowAnswer(boolean header, List<String> cells) {
    static RowAnswer of(TableRow row, String text) {
      return new RowAnswer(row.header(), row.cells().stream().map(cell -> cell.of(text)).toList());
    }
  }

  /** A document as {@code caller} may see it. */
  public static DocumentAnswer of(OpenedDocument opened, Caller caller) {
    StoredDocument stored = opened.found().document();
    return new DocumentAnswer(
        opened.release(),
        stored.docId(),
        stored.uri(),
        stored.title(),
        stored.source(),
        stored.mediaType(),
        stored.language(),
        stored.bytes(),
        new TreeMap<>(stored.metadata()),
        stored.groups().stream().filter(caller.groups()::contains).toList(),
        stored.revision(),
        stored.ingestedAt(),
        stored.firstIngestedAt(),
        stored.contentHash(),
        stored.text(),
        stored.blocks().stream().map(block -> BlockAnswer.of(block, stored.text())).toList(),
        opened.found().passages(),
        opened.copies());
  }
}
