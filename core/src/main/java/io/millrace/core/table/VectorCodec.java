package io.millrace.core.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The form of {@code vectors}. */
final class VectorCodec extends TableCodec<Vector> {
  private static final long serialVersionUID = 1L;

  VectorCodec() {
    super(
        "vectors",
        SchemaBuilder.create()
            .required("text_hash", Types.StringType.get(), "hash of the encoded text")
            .required(
                "encoder",
                Types.StringType.get(),
                "fingerprint of weights, prefix, pooling, normaliser, limit and precision")
            .required("model", Types.StringType.get(), "name of the model, for people")
            .list("values", Types.FloatType.get(), "the vector, L2-normalised")
            .schema());
  }

  @Override
  @Nullable Object[] values(Vector row) {
    List<Float> values = new ArrayList<>(row.values().length);
    for (float value : row.values()) {
      values.add(value);
    }
    return new @Nullable Object[] {row.textHash(), row.encoder(), row.model(), values};
  }

  @Override
  Vector row(Fields fields) {
    return new Vector(fields.text(), fields.text(), fields.text(), fields.floats());
  }
}
