package io.millrace.core.table;

final class DocumentCodecTest extends TableCodecContract<Document> {
  @Override
  TableCodec<Document> codec() {
    return Tables.DOCUMENTS;
  }

  @Override
  Document randomRow(RandomRows random) {
    return random.document();
  }
}
