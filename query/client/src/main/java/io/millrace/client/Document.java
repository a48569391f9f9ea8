package io.millrace.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document. Positions are UTF-16 code units in {@code text}, indices of a Java string.
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
 * @param changed when that was
 * @param since when it first came into the base, or null where that is not known
 * @param hash SHA-256 of the file, in hexadecimal
 * @param text cleaned text
 * @param blocks structure of the text, in order
 * @param passages what is searched, in order
 * @param copies other documents with the same content that the caller may see
 */
public record Document(
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
    Instant changed,
    @Nullable Instant since,
    String hash,
    String text,
    List<Block> blocks,
    List<Passage> passages,
    List<Copy> copies) {

  public Document {
    metadata = Map.copyOf(metadata);
    groups = List.copyOf(groups);
    blocks = List.copyOf(blocks);
    passages = List.copyOf(passages);
    copies = List.copyOf(copies);
  }

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
  public record Block(
      String kind,
      int level,
      int start,
      int end,
      @Nullable Integer page,
      String language,
      List<Row> rows) {
    public Block {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A row of a table.
   *
   * @param header whether it names the columns
   * @param cells what its cells say, left to right
   */
  public record Row(boolean header, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A passage: what is searched and found.
   *
   * @param chunk its id
   * @param index position in the document, from 0
   * @param start where its text begins
   * @param end where it ends, exclusive
   * @param page page from 1, or null
   * @param headings the headings above it, outermost first
   * @param language BCP 47 tag
   * @param context headings and a table's header that are searched with it; may be empty
   */
  public record Passage(
      String chunk,
      int index,
      int start,
      int end,
      @Nullable Integer page,
      List<String> headings,
      String language,
      String context) {
    public Passage {
      headings = List.copyOf(headings);
    }
  }

  /**
   * A document whose file has the same bytes.
   *
   * @param document its id
   * @param uri canonical URI
   * @param title title, or null
   */
  public record Copy(String document, String uri, @Nullable String title) {}
}
