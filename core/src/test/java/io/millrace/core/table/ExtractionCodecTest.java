package io.millrace.core.table;

final class ExtractionCodecTest extends TableCodecContract<Extraction> {
  @Override
  TableCodec<Extraction> codec() {
    return Tables.EXTRACTIONS;
  }

  @Override
  Extraction randomRow(RandomRows random) {
    return random.extraction();
  }
}
