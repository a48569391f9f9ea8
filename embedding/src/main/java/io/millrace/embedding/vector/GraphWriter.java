package io.millrace.embedding.vector;

import java.io.IOException;
import org.apache.lucene.codecs.KnnFieldVectorsWriter;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.MergeState;
import org.apache.lucene.index.Sorter;

/**
 * Merges graphs by one thread without locks. Lucene's writer takes a lock and copies the neighbours
 * for each step through the graph wherever a merge has an executor, which it always has, also where
 * one thread is to merge.
 */
final class GraphWriter extends KnnVectorsWriter {
  private final KnnVectorsWriter writer;

  GraphWriter(KnnVectorsWriter writer) {
    this.writer = writer;
  }

  @Override
  public void mergeOneField(FieldInfo field, MergeState merge) throws IOException {
    MergeState withoutExecutor =
        new MergeState(
            merge.docMaps,
            merge.segmentInfo,
            merge.mergeFieldInfos,
            merge.storedFieldsReaders,
            merge.termVectorsReaders,
            merge.normsProducers,
            merge.docValuesProducers,
            merge.fieldInfos,
            merge.liveDocs,
            merge.fieldsProducers,
            merge.pointsReaders,
            merge.knnVectorsReaders,
            merge.maxDocs,
            merge.infoStream,
            null,
            merge.needsIndexSort);
    writer.mergeOneField(field, withoutExecutor);
  }

  @Override
  public KnnFieldVectorsWriter<?> addField(FieldInfo field) throws IOException {
    return writer.addField(field);
  }

  @Override
  public void flush(int documents, Sorter.DocMap order) throws IOException {
    writer.flush(documents, order);
  }

  @Override
  public void finish() throws IOException {
    writer.finish();
  }

  @Override
  public long ramBytesUsed() {
    return writer.ramBytesUsed();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
