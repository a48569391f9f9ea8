package io.millrace.ingestion.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import io.millrace.core.table.Document;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.core.warehouse.WarehouseException;
import io.millrace.ingestion.compare.Comparison;
import io.millrace.ingestion.compare.Work;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.beam.runners.spark.SparkContextOptions;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.joda.time.Duration;

/**
 * Writes the rows of one run to data files of its append, in three ways: parsed by a Beam pipeline
 * on this Spark context, carried over and buried by Spark. The items to parse pass through the
 * driver, about 400 bytes each; documents do not.
 */
public final class DocumentWriting {
  private static final int ITEMS_PER_TASK = 8;
  private static final int TASKS_PER_SLOT = 8;

  /** Up to so many, of so many bytes in all, one parser is done before a second has warmed up. */
  private static final int FEW_ITEMS = 100;

  private static final long FEW_BYTES = 2L << 20;
  private static final SerializableCoder<WorkItem> CODER = SerializableCoder.of(WorkItem.class);
  private static final Duration LOOK = Duration.millis(500);

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Comparison comparison;
  private final TableAppend append;
  private final RowMaker rowMaker;
  private WrittenFiles written = WrittenFiles.NONE;

  /** The writing of one comparison. */
  public DocumentWriting(
      SparkSession spark,
      Warehouse warehouse,
      Comparison comparison,
      TableAppend append,
      RowMaker rows) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.comparison = comparison;
    this.append = append;
    this.rowMaker = rows;
  }

  /** All files written so far, to be committed. */
  public List<DataFile> files() {
    return written.files();
  }

  /** The rows in them, with the columns of {@code documents}; at least one was written. */
  public Dataset<Row> rows() {
    return spark
        .read()
        .parquet(written.files().stream().map(DocumentWriting::literal).toArray(String[]::new));
  }

  /** A path that means itself to Spark, which takes paths for patterns. */
  private static String literal(DataFile file) {
    return file.location().replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0");
  }

  /** The chunks in them. */
  public long chunks() {
    return written.chunks();
  }

  /** How many documents were live and are rejected in them. */
  public long dropped() {
    return written.dropped();
  }

  /**
   * Parses what must be parsed.
   *
   * @param progress told how many documents are parsed, now and then
   */
  public void parse(Processing processing, LongConsumer progress) throws IOException {
    List<WorkItem> items = new ArrayList<>();
    for (Row row :
        comparison
            .work(Work.PARSE)
            .select("doc_id", "uri", "bytes", "content_hash", "old_outcome", "old_first")
            .collectAsList()) {
      items.add(
          new WorkItem(
              row.getString(0),
              row.getString(1),
              row.getLong(2),
              row.getString(3),
              Before.of(row)));
    }
    if (items.isEmpty()) {
      return;
    }
    Table table = append.serializableTable();
    String list = append.folder() + "/files.list";
    int tasks = tasks(items);
    Pipeline pipeline = Pipeline.create(options(items, tasks));
    pipeline
        .apply("Files", Create.of(dealt(items, tasks)).withCoder(CODER))
        .apply("Documents", new ParsedFiles(table, append.folder(), list, processing, rowMaker));
    PipelineResult result = pipeline.run();
    PipelineResult.State state = null;
    while (state == null || !state.isTerminal()) {
      state = result.waitUntilFinish(LOOK);
      progress.accept(documents(result));
    }
    if (state != PipelineResult.State.DONE) {
      throw new IOException("Cannot parse the documents: the pipeline ended as " + state);
    }
    written = written.plus(WrittenFiles.load(table.io(), list));
  }

  private int tasks(List<WorkItem> items) {
    if (items.size() <= FEW_ITEMS && items.stream().mapToLong(WorkItem::bytes).sum() <= FEW_BYTES) {
      return 1;
    }
    int slots = spark.sparkContext().defaultParallelism();
    int wanted = (items.size() + ITEMS_PER_TASK - 1) / ITEMS_PER_TASK;
    return Math.max(Math.min(items.size(), slots), Math.min(wanted, slots * TASKS_PER_SLOT));
  }

  /** The items in {@code tasks} runs of about equal size, each with large and small files. */
  static List<WorkItem> dealt(List<WorkItem> items, int tasks) {
    List<WorkItem> sorted = new ArrayList<>(items);
    sorted.sort(
        Comparator.comparingLong(WorkItem::bytes).reversed().thenComparing(WorkItem::docId));
    List<WorkItem> dealt = new ArrayList<>(items.size());
    for (int task = 0; task < tasks; task++) {
      for (int at = task; at < sorted.size(); at += tasks) {
        dealt.add(sorted.get(at));
      }
    }
    return dealt;
  }

  private SparkContextOptions options(List<WorkItem> items, int tasks) throws IOException {
    long bytes = 0;
    for (WorkItem item : items) {
      bytes += CoderUtils.encodeToByteArray(CODER, item).length;
    }
    long bytesPerItem = Math.max(1, bytes / items.size()); // as Beam's Create counts
    long itemsPerTask = (items.size() + tasks - 1L) / tasks;
    SparkContextOptions options = PipelineOptionsFactory.as(SparkContextOptions.class);
    options.setRunner(SparkRunner.class);
    options.setUsesProvidedSparkContext(true);
    options.setProvidedSparkContext(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    options.setBundleSize(bytesPerItem * itemsPerTask);
    options.setJobName(rowMaker.runId());
    return options;
  }

  private static long documents(PipelineResult result) {
    long documents = 0;
    for (MetricResult<Long> counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(
                        MetricNameFilter.named(ParsedFiles.NAMESPACE, ParsedFiles.DOCUMENTS))
                    .build())
            .getCounters()) {
      documents += counter.getAttempted();
    }
    return documents;
  }

  /** Carries over what need not be parsed. */
  public void carry() {
    Dataset<Row> wanted =
        comparison
            .work(Work.CARRY)
            .select(
                col("doc_id").as("to_doc_id"),
                col("uri").as("to_uri"),
                col("bytes").as("to_bytes"),
                col("old_outcome"),
                col("old_first"),
                col("from_doc_id"),
                col("from_revision"));
    if (wanted.isEmpty()) {
      return;
    }
    String[] columns = Tables.DOCUMENTS.sparkType().fieldNames();
    Dataset<Row> old =
        warehouse
            .read(spark, Tables.DOCUMENTS)
            .select(
                struct(Arrays.stream(columns).map(functions::col).toArray(Column[]::new))
                    .as("old"));
    Dataset<Row> joined =
        old.join(
                wanted,
                col("old.doc_id")
                    .equalTo(col("from_doc_id"))
                    .and(col("old.revision").equalTo(col("from_revision"))))
            .select("to_doc_id", "to_uri", "to_bytes", "old", "old_outcome", "old_first");
    RowMaker maker = rowMaker;
    write(
        joined,
        row -> {
          Document document = Tables.DOCUMENTS.fromRow(row.getStruct(3));
          return maker.carried(
              row.getString(0), row.getString(1), row.getLong(2), Before.of(row), document);
        });
  }

  /** Writes the tombstones. */
  public void bury() {
    Dataset<Row> gone =
        comparison
            .work(Work.BURY)
            .select("doc_id", "old_uri", "old_content_hash", "old_outcome", "old_first");
    if (gone.isEmpty()) {
      return;
    }
    RowMaker maker = rowMaker;
    write(
        gone.coalesce(1),
        row ->
            maker.tombstone(row.getString(0), row.getString(1), row.getString(2), Before.of(row)));
  }

  /** One row of a table from a row of work. */
  @FunctionalInterface
  private interface RowToDocument extends Serializable {
    Document apply(Row row);
  }

  private void write(Dataset<Row> work, RowToDocument documents) {
    Table table = append.serializableTable();
    String folder = append.folder();
    Dataset<byte[]> tasks =
        work.mapPartitions(
            (MapPartitionsFunction<Row, byte[]>)
                part -> {
                  if (!part.hasNext()) {
                    return Collections.emptyIterator();
                  }
                  try (FileTask task = new FileTask(table, folder)) {
                    while (part.hasNext()) {
                      task.write(documents.apply(part.next()), false);
                    }
                    return List.of(task.finish().toBytes()).iterator();
                  }
                },
            Encoders.BINARY());
    try {
      for (byte[] task : tasks.collectAsList()) {
        written = written.plus(WrittenFiles.ofBytes(task));
      }
    } catch (IOException e) {
      throw new WarehouseException(
          WarehouseException.Code.STORAGE, "Cannot read what the tasks have written: " + e, e);
    }
  }
}
