package io.millrace.ingestion.write;

import java.io.IOException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * Files to parse in, data files out: each bundle parses its documents and writes its rows to files
 * of its own; the list of all files is gathered under one key and saved at one path. A bundle that
 * is run again writes other files, and only those of the run that counted are in the list.
 *
 * <p>Memory of a slot: one document with its chunks and one row group, beside the parser's child.
 */
final class ParsedFiles extends PTransform<PCollection<WorkItem>, PCollection<Long>> {
  private static final long serialVersionUID = 1L;
  static final String NAMESPACE = "ingest";
  static final String DOCUMENTS = "documents";

  private final Table table;
  private final String folder;
  private final String listPath;
  private final Processing processing;
  private final RowMaker rows;

  ParsedFiles(Table table, String folder, String listPath, Processing processing, RowMaker rows) {
    this.table = table;
    this.folder = folder;
    this.listPath = listPath;
    this.processing = processing;
    this.rows = rows;
  }

  @Override
  public PCollection<Long> expand(PCollection<WorkItem> items) {
    return items
        .apply("ParseAndWrite", ParDo.of(new ParseAndWrite(table, folder, processing, rows)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(WrittenFiles.class)))
        .apply("OneList", GroupByKey.create())
        .apply("SaveList", ParDo.of(new SaveList(table, listPath)));
  }

  private static final class ParseAndWrite extends DoFn<WorkItem, KV<Integer, WrittenFiles>> {
    private static final long serialVersionUID = 1L;

    private final Counter parsed = Metrics.counter(NAMESPACE, DOCUMENTS);
    private final Table table;
    private final String folder;
    private final Processing processing;
    private final RowMaker rows;
    private transient @Nullable FileTask task;
    private transient @Nullable DocumentProcessor processor;

    ParseAndWrite(Table table, String folder, Processing processing, RowMaker rows) {
      this.table = table;
      this.folder = folder;
      this.processing = processing;
      this.rows = rows;
    }

    @ProcessElement
    public void process(@Element WorkItem item) throws IOException {
      FileTask files = task;
      if (files == null) {
        files = new FileTask(table, folder);
        task = files;
      }
      DocumentProcessor used = processor;
      if (used == null) {
        used = ProcessorPool.take(processing);
        processor = used;
      }
      files.write(new DocumentReading(used, rows).read(item), item.before().wasLive());
      parsed.inc();
    }

    @FinishBundle
    public void finish(FinishBundleContext context) throws IOException {
      DocumentProcessor used = processor;
      if (used != null) {
        ProcessorPool.giveBack(processing, used);
        processor = null;
      }
      FileTask files = task;
      if (files != null) {
        context.output(
            KV.of(0, files.finish()), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
        task = null;
      }
    }

    /** After a failed bundle: nothing of it stays. */
    @Teardown
    public void close() throws IOException {
      DocumentProcessor used = processor;
      if (used != null) {
        used.close();
      }
      FileTask files = task;
      if (files != null) {
        files.close();
      }
    }
  }

  private static final class SaveList extends DoFn<KV<Integer, Iterable<WrittenFiles>>, Long> {
    private static final long serialVersionUID = 1L;

    private final Table table;
    private final String path;

    SaveList(Table table, String path) {
      this.table = table;
      this.path = path;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<WrittenFiles>> all, OutputReceiver<Long> output)
        throws IOException {
      WrittenFiles sum = WrittenFiles.NONE;
      for (WrittenFiles each : all.getValue()) {
        sum = sum.plus(each);
      }
      sum.save(table.io(), path);
      output.output(sum.documents());
    }
  }
}
