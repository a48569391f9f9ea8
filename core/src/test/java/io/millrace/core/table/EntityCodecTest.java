package io.millrace.core.table;

final class EntityCodecTest extends TableCodecContract<Entity> {
  @Override
  TableCodec<Entity> codec() {
    return Tables.ENTITIES;
  }

  @Override
  Entity randomRow(RandomRows random) {
    return random.entity();
  }
}
