package io.millrace.core.table;

import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The form of {@code pins}. */
final class PinCodec extends TableCodec<Pin> {
  private static final long serialVersionUID = 1L;

  PinCodec() {
    super(
        "pins",
        SchemaBuilder.create()
            .required("left", Types.StringType.get(), "form of a name, type|normal form")
            .required("right", Types.StringType.get(), "form of the other, the larger text")
            .required("decision", Types.StringType.get(), "MERGE, SPLIT or RELEASE")
            .required("why", Types.StringType.get(), "the reason given")
            .required("by", Types.StringType.get(), "who decided")
            .required("at", Types.TimestampType.withZone(), "when")
            .schema());
  }

  @Override
  @Nullable Object[] values(Pin row) {
    return new @Nullable Object[] {
      row.left(), row.right(), row.decision().name(), row.why(), row.by(), row.at()
    };
  }

  @Override
  Pin row(Fields fields) {
    return new Pin(
        fields.text(),
        fields.text(),
        Pin.Decision.valueOf(fields.text()),
        fields.text(),
        fields.text(),
        fields.instant());
  }
}
