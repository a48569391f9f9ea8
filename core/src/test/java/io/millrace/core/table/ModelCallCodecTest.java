package io.millrace.core.table;

final class ModelCallCodecTest extends TableCodecContract<ModelCall> {
  @Override
  TableCodec<ModelCall> codec() {
    return Tables.LLM_CALLS;
  }

  @Override
  ModelCall randomRow(RandomRows random) {
    return random.modelCall();
  }
}
