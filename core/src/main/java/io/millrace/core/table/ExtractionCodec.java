package io.millrace.core.table;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The form of {@code extractions}. */
final class ExtractionCodec extends TableCodec<Extraction> {
  private static final long serialVersionUID = 1L;

  ExtractionCodec() {
    super("extractions", schema(SchemaBuilder.create()));
  }

  private static Schema schema(SchemaBuilder table) {
    return table
        .required("text_hash", Types.StringType.get(), "hash of the examined text")
        .required(
            "extractor",
            Types.StringType.get(),
            "fingerprint of the extractor's rules, dictionaries and models")
        .list("mentions", mention(table.nested()), "what it speaks of, in order")
        .list("facts", fact(table.nested()), "what it says of them, in order")
        .schema();
  }

  private static Types.StructType mention(SchemaBuilder mention) {
    return sentence(span(mention))
        .required("type", Types.StringType.get(), "person, organization, place, date, …")
        .required("text", Types.StringType.get(), "what stands there")
        .optional("value", Types.StringType.get(), "its normal form, where it has one")
        .required("confidence", Types.DoubleType.get(), "from 0 to 1")
        .required("rule", Types.StringType.get(), "what recognised it")
        .struct();
  }

  private static Types.StructType fact(SchemaBuilder fact) {
    SchemaBuilder argument = fact.nested();
    return sentence(
            fact.required("type", Types.StringType.get(), "works_for, part_of, acquisition, …")
                .required("kind", Types.StringType.get(), "RELATION or EVENT"))
        .required("trigger_start", Types.IntegerType.get(), "where the words start that say it")
        .required("trigger_end", Types.IntegerType.get(), "where they end")
        .list(
            "arguments",
            argument
                .required("role", Types.StringType.get(), "subject, object, agent, place, time")
                .required("mention", Types.IntegerType.get(), "which of the mentions, from 0")
                .struct(),
            "who and what")
        .required("confidence", Types.DoubleType.get(), "from 0 to 1")
        .required("rule", Types.StringType.get(), "what recognised it")
        .struct();
  }

  private static SchemaBuilder span(SchemaBuilder struct) {
    return struct
        .required("span_start", Types.IntegerType.get(), "first UTF-16 code unit of the text")
        .required("span_end", Types.IntegerType.get(), "the UTF-16 code unit after the last");
  }

  private static SchemaBuilder sentence(SchemaBuilder struct) {
    return struct
        .required("sentence_start", Types.IntegerType.get(), "where its sentence starts")
        .required("sentence_end", Types.IntegerType.get(), "where that ends");
  }

  @Override
  @Nullable Object[] values(Extraction row) {
    return new @Nullable Object[] {
      row.textHash(),
      row.extractor(),
      row.mentions().stream().map(ExtractionCodec::values).toList(),
      row.facts().stream().map(ExtractionCodec::values).toList()
    };
  }

  private static @Nullable Object[] values(Mention mention) {
    return new @Nullable Object[] {
      mention.start(),
      mention.end(),
      mention.sentenceStart(),
      mention.sentenceEnd(),
      mention.type(),
      mention.text(),
      mention.value(),
      mention.confidence(),
      mention.rule()
    };
  }

  private static @Nullable Object[] values(Fact fact) {
    return new @Nullable Object[] {
      fact.type(),
      fact.kind().name(),
      fact.sentenceStart(),
      fact.sentenceEnd(),
      fact.triggerStart(),
      fact.triggerEnd(),
      fact.arguments().stream()
          .map(each -> new @Nullable Object[] {each.role(), each.mention()})
          .toList(),
      fact.confidence(),
      fact.rule()
    };
  }

  @Override
  Extraction row(Fields fields) {
    return new Extraction(
        fields.text(),
        fields.text(),
        fields.structs(ExtractionCodec::mention),
        fields.structs(ExtractionCodec::fact));
  }

  private static Mention mention(Fields fields) {
    return new Mention(
        fields.integer(),
        fields.integer(),
        fields.integer(),
        fields.integer(),
        fields.text(),
        fields.text(),
        fields.nullableText(),
        fields.real(),
        fields.text());
  }

  private static Fact fact(Fields fields) {
    return new Fact(
        fields.text(),
        Fact.Kind.valueOf(fields.text()),
        fields.integer(),
        fields.integer(),
        fields.integer(),
        fields.integer(),
        fields.structs(each -> new Fact.Argument(each.text(), each.integer())),
        fields.real(),
        fields.text());
  }
}
