package io.millrace.core.table;

import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The form of {@code runs}. */
final class RunCodec extends TableCodec<Run> {
  private static final long serialVersionUID = 1L;

  RunCodec() {
    super(
        "runs",
        SchemaBuilder.create()
            .required("run_id", Types.StringType.get(), "unique, sorts by start")
            .required("job", Types.StringType.get(), "the command, e.g. ingest")
            .required("status", Types.StringType.get(), "SUCCEEDED or FAILED")
            .required("started", Types.TimestampType.withZone(), "when it started")
            .required("finished", Types.TimestampType.withZone(), "when it ended")
            .optional("input_revision", Types.LongType.get(), "the revision it read")
            .optional(
                "output_revision", Types.LongType.get(), "the revision it wrote or was built as of")
            .map("settings", Types.StringType.get(), "the settings that decided its result")
            .map("counts", Types.LongType.get(), "what it counted, by name")
            .optional("message", Types.StringType.get(), "the error of a failed run")
            .schema());
  }

  @Override
  @Nullable Object[] values(Run row) {
    return new @Nullable Object[] {
      row.runId(),
      row.job(),
      row.status().name(),
      row.started(),
      row.finished(),
      row.inputRevision(),
      row.outputRevision(),
      row.settings(),
      row.counts(),
      row.message()
    };
  }

  @Override
  Run row(Fields fields) {
    return new Run(
        fields.text(),
        fields.text(),
        Run.Status.valueOf(fields.text()),
        fields.instant(),
        fields.instant(),
        fields.nullableNumber(),
        fields.nullableNumber(),
        fields.map(String.class),
        fields.map(Long.class),
        fields.nullableText());
  }
}
