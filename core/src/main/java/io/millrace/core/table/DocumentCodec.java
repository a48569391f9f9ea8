package io.millrace.core.table;

import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** The form of {@code documents}. Spans are written as {@code span_start} and {@code span_end}. */
final class DocumentCodec extends TableCodec<Document> {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_INGESTED_AT = 52;

  DocumentCodec() {
    super(
        "documents",
        documents(),
        NestedField.optional(
            FIRST_INGESTED_AT,
            "first_ingested_at",
            Types.TimestampType.withZone(),
            "when it first was live since it was last a tombstone; null where that is not known"));
  }

  private static Schema documents() {
    Types.StringType string = Types.StringType.get();
    SchemaBuilder table = SchemaBuilder.create();
    return table
        .required("doc_id", string, "hash of the canonical URI")
        .required("revision", Types.LongType.get(), "the revision that wrote this row, from 1")
        .required("run_id", string, "the ingestion run that wrote it")
        .required("source", string, "name of the source it belongs to")
        .required("uri", string, "canonical URI")
        .required("outcome", string, "LIVE, REJECTED or TOMBSTONE")
        .optional("reject_code", string, "why it was rejected")
        .optional("reject_message", string, "the same for a reader")
        .required("content_hash", string, "SHA-256 of the file's bytes, in hexadecimal")
        .required("fingerprint", string, "what decides whether the document is unchanged")
        .required("parse_fingerprint", string, "what decides whether it must be parsed again")
        .required("bytes", Types.LongType.get(), "size of the file")
        .optional("media_type", string, "detected media type")
        .optional("title", string, "the document's title")
        .required("language", string, "BCP 47 tag of most of its text")
        .map("metadata", string, "author, created, modified, path and what was given")
        .list("groups", string, "who may see it, sorted")
        .required("text", string, "cleaned text; empty unless live")
        .list("blocks", block(table.nested()), "structure of the text, in order")
        .list("chunks", chunk(table.nested()), "passages, in order")
        .required("ingested_at", Types.TimestampType.withZone(), "when the row was written")
        .schema();
  }

  private static Types.StructType block(SchemaBuilder block) {
    SchemaBuilder row = block.nested();
    row.required("header", Types.BooleanType.get(), "whether the row names the columns")
        .list("cells", span(row.nested()).struct(), "one span for each cell");
    return span(block
            .required("kind", Types.StringType.get(), "HEADING, PARAGRAPH, LIST, TABLE or CODE")
            .required("level", Types.IntegerType.get(), "heading level or list nesting, else 0"))
        .optional("page", Types.IntegerType.get(), "the page it starts on, from 1")
        .required("language", Types.StringType.get(), "BCP 47 tag")
        .list("rows", row.struct(), "the rows of a table")
        .struct();
  }

  private static Types.StructType chunk(SchemaBuilder chunk) {
    Types.StringType string = Types.StringType.get();
    return span(chunk
            .required("chunk_id", string, "hash of document, text hash and occurrence")
            .required("ordinal", Types.IntegerType.get(), "position in the document, from 0")
            .required("text_hash", string, "hash of what is encoded")
            .required("context", string, "heading path and repeated table header")
            .required("text", string, "exactly the span of the cleaned text"))
        .optional("page", Types.IntegerType.get(), "the page it starts on, from 1")
        .list("headings", string, "the headings above it, outermost first")
        .required("language", string, "BCP 47 tag")
        .required("tokens", Types.IntegerType.get(), "tokens of what is encoded")
        .struct();
  }

  private static SchemaBuilder span(SchemaBuilder struct) {
    return struct
        .required("span_start", Types.IntegerType.get(), "first UTF-16 code unit")
        .required("span_end", Types.IntegerType.get(), "the UTF-16 code unit after the last");
  }

  @Override
  @Nullable Object[] values(Document row) {
    RejectCode code = row.rejectCode();
    return new @Nullable Object[] {
      row.docId(),
      row.revision(),
      row.runId(),
      row.source(),
      row.uri(),
      row.outcome().name(),
      code == null ? null : code.name(),
      row.rejectMessage(),
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
      row.blocks().stream().map(DocumentCodec::values).toList(),
      row.chunks().stream().map(DocumentCodec::values).toList(),
      row.ingestedAt(),
      row.firstIngestedAt()
    };
  }

  private static @Nullable Object[] values(Block block) {
    return new @Nullable Object[] {
      block.kind().name(),
      block.level(),
      block.span().start(),
      block.span().end(),
      block.page(),
      block.language(),
      block.rows().stream().map(DocumentCodec::values).toList()
    };
  }

  private static @Nullable Object[] values(TableRow row) {
    List<@Nullable Object[]> cells =
        row.cells().stream()
            .map(cell -> new @Nullable Object[] {cell.start(), cell.end()})
            .toList();
    return new @Nullable Object[] {row.header(), cells};
  }

  private static @Nullable Object[] values(Chunk chunk) {
    return new @Nullable Object[] {
      chunk.chunkId(),
      chunk.ordinal(),
      chunk.textHash(),
      chunk.context(),
      chunk.text(),
      chunk.span().start(),
      chunk.span().end(),
      chunk.page(),
      chunk.headings(),
      chunk.language(),
      chunk.tokens()
    };
  }

  @Override
  Document row(Fields fields) {
    return new Document(
        fields.text(),
        fields.number(),
        fields.text(),
        fields.text(),
        fields.text(),
        Outcome.valueOf(fields.text()),
        rejectCode(fields.nullableText()),
        fields.nullableText(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.number(),
        fields.nullableText(),
        fields.nullableText(),
        fields.text(),
        fields.map(String.class),
        fields.texts(),
        fields.text(),
        fields.structs(DocumentCodec::block),
        fields.structs(DocumentCodec::chunk),
        fields.instant(),
        fields.nullableInstant());
  }

  private static @Nullable RejectCode rejectCode(@Nullable String name) {
    return name == null ? null : RejectCode.valueOf(name);
  }

  private static Block block(Fields fields) {
    return new Block(
        Block.Kind.valueOf(fields.text()),
        fields.integer(),
        span(fields),
        fields.nullableInteger(),
        fields.text(),
        fields.structs(DocumentCodec::tableRow));
  }

  private static TableRow tableRow(Fields fields) {
    return new TableRow(fields.flag(), fields.structs(DocumentCodec::span));
  }

  private static Span span(Fields fields) {
    return new Span(fields.integer(), fields.integer());
  }

  private static Chunk chunk(Fields fields) {
    return new Chunk(
        fields.text(),
        fields.integer(),
        fields.text(),
        fields.text(),
        fields.text(),
        span(fields),
        fields.nullableInteger(),
        fields.texts(),
        fields.text(),
        fields.integer());
  }
}
