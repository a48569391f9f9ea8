package io.millrace.core.table;

import java.util.Arrays;
import java.util.List;

final class VectorCodecTest extends TableCodecContract<Vector> {
  @Override
  TableCodec<Vector> codec() {
    return Tables.VECTORS;
  }

  @Override
  Vector randomRow(RandomRows random) {
    return random.vector();
  }

  @Override
  Object comparable(Vector row) {
    return List.of(row.textHash(), row.encoder(), row.model(), Arrays.toString(row.values()));
  }
}
