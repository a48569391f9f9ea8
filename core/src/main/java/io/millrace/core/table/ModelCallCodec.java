package io.millrace.core.table;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The form of {@code llm_calls}. */
final class ModelCallCodec extends TableCodec<ModelCall> {
  private static final long serialVersionUID = 1L;

  ModelCallCodec() {
    super("llm_calls", columns());
  }

  private static Schema columns() {
    return SchemaBuilder.create()
        .required("call_id", Types.StringType.get(), "unique, sorts by the run's start")
        .required("run_id", Types.StringType.get(), "the run that made it")
        .required("extractor", Types.StringType.get(), "fingerprint of the extractor that asked")
        .required("model", Types.StringType.get(), "the model's name, as the server knows it")
        .required("text_hash", Types.StringType.get(), "hash of the text that was examined")
        .required("number", Types.IntegerType.get(), "which of the text's calls in the run, from 1")
        .required("started", Types.TimestampType.withZone(), "when it was sent")
        .required("millis", Types.LongType.get(), "how long the answer took")
        .required(
            "outcome", Types.StringType.get(), "ANSWERED, INVALID, LIMITED, REFUSED or FAILED")
        .required("text_tokens", Types.LongType.get(), "the text's tokens by our own tokenizer")
        .required("estimated_tokens", Types.LongType.get(), "all that was sent, by the same")
        .optional("input_tokens", Types.LongType.get(), "what the server counted as sent")
        .optional("output_tokens", Types.LongType.get(), "what the server counted as answered")
        .optional("cached_tokens", Types.LongType.get(), "of those sent, what it had in its cache")
        .required(
            "cost",
            Types.DoubleType.get(),
            "what it counts against the budget; the upper bound where the server told no tokens")
        .required("currency", Types.StringType.get(), "of the cost")
        .optional("message", Types.StringType.get(), "what went wrong")
        .schema();
  }

  @Override
  @Nullable Object[] values(ModelCall row) {
    return new @Nullable Object[] {
      row.callId(),
      row.runId(),
      row.extractor(),
      row.model(),
      row.textHash(),
      row.number(),
      row.started(),
      row.millis(),
      row.outcome().name(),
      row.textTokens(),
      row.estimatedTokens(),
      row.inputTokens(),
      row.outputTokens(),
      row.cachedTokens(),
      row.cost(),
      row.currency(),
      row.message()
    };
  }

  @Override
  ModelCall row(Fields fields) {
    return new ModelCall(
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.integer(),
        fields.instant(),
        fields.number(),
        ModelCall.Outcome.valueOf(fields.text()),
        fields.number(),
        fields.number(),
        fields.nullableNumber(),
        fields.nullableNumber(),
        fields.nullableNumber(),
        fields.real(),
        fields.text(),
        fields.nullableText());
  }
}
