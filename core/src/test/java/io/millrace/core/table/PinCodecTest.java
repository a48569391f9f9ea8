package io.millrace.core.table;

final class PinCodecTest extends TableCodecContract<Pin> {
  @Override
  TableCodec<Pin> codec() {
    return Tables.PINS;
  }

  @Override
  Pin randomRow(RandomRows random) {
    return random.pin();
  }
}
