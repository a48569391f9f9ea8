package io.millrace.core.table;

final class RunCodecTest extends TableCodecContract<Run> {
  @Override
  TableCodec<Run> codec() {
    return Tables.RUNS;
  }

  @Override
  Run randomRow(RandomRows random) {
    return random.run();
  }
}
