package io.millrace.cluster.cli;

import io.millrace.core.release.Releases;
import io.millrace.core.revision.Revisions;
import io.millrace.core.revision.RunLedger;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Outcome;
import io.millrace.core.table.Run;
import io.millrace.core.table.Span;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import io.millrace.core.table.Vector;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.embedding.EmbedJob;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.GenerationWriter;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexSettings;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.index.VectorLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.iceberg.DataFile;

/**
 * Nights of small changes, written by the same tables, leases, index and releases as the jobs use,
 * but without Spark, parsers and encoders, so that many cost seconds: each edits two documents,
 * adds one and buries the one of the night before.
 */
final class Nights {
  private static final IndexedEncoder ENCODER =
      new IndexedEncoder("of-nights", Ids.hash("of-nights"), 64);
  private static final IndexSettings SETTINGS = IndexSettings.of(EncoderSet.ofAll(ENCODER));

  private final int documents;

  Nights(int documents) {
    this.documents = documents;
  }

  /** Makes one more night of a warehouse. */
  void next(Path warehouse) throws IOException {
    next(Settings.load(Optional.empty(), Map.of(), Map.of("warehouse", warehouse.toString())));
  }

  /** Makes one more night of the warehouse that the settings name. */
  void next(Settings settings) throws IOException {
    try (Warehouse open = Warehouse.open(settings)) {
      long revision = new Revisions(open).last() + 1;
      List<Document> rows = rows(revision);
      ingest(open, revision, rows);
      Map<String, float[]> vectors = embed(open, revision, rows);
      Manifest manifest = index(open, revision, rows, vectors);
      new Releases(open.releases()).publish(manifest.generation(), revision, null);
    }
  }

  private List<Document> rows(long night) {
    List<Document> rows = new ArrayList<>();
    if (night == 1) {
      for (int i = 0; i < documents; i++) {
        rows.add(live(i, night, "It was written first."));
      }
      return rows;
    }
    for (int i = 0; i < 2; i++) {
      int number = (int) ((7 * night + 3L * i) % documents);
      rows.add(live(number, night, "It was edited in night " + night + "."));
    }
    rows.add(live(1_000 + night, night, "It is of night " + night + " alone."));
    rows.add(row(1_000 + night - 1, night, Outcome.TOMBSTONE, "", List.of()));
    return rows;
  }

  private static Document live(long number, long night, String sentence) {
    List<Chunk> chunks = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String passage :
        List.of("The pump in hall " + number + " was checked.", sentence + " Hall " + number)) {
      int start = text.length();
      text.append(passage).append('\n');
      String hash = Ids.text(passage);
      chunks.add(
          new Chunk(
              Ids.chunk(id(number), hash, 0),
              chunks.size(),
              hash,
              "",
              passage,
              new Span(start, start + passage.length()),
              null,
              List.of(),
              "en",
              8));
    }
    return row(number, night, Outcome.LIVE, text.toString(), chunks);
  }

  private static String id(long number) {
    return Ids.document("file:///note-" + number);
  }

  private static Document row(
      long number, long night, Outcome outcome, String text, List<Chunk> chunks) {
    return new Document(
        id(number),
        night,
        "night-" + night,
        "nights",
        "file:///note-" + number,
        outcome,
        null,
        null,
        Ids.hash(text),
        "f",
        "p",
        text.length(),
        "text/plain",
        null,
        "en",
        Map.of(),
        List.of("public"),
        text,
        List.of(),
        chunks,
        Instant.EPOCH,
        null);
  }

  private static void ingest(Warehouse warehouse, long revision, List<Document> rows)
      throws IOException {
    String runId = RunLedger.newRunId("ingest", Instant.now());
    try (Lease lease = lease(warehouse, Revisions.LEASE, runId)) {
      TableAppend append = warehouse.append(Tables.DOCUMENTS, lease);
      Revisions.commit(append, revision, files(append, Tables.DOCUMENTS, rows));
    }
    Instant now = Instant.now();
    new RunLedger(warehouse)
        .record(
            new Run(
                runId,
                "ingest",
                Run.Status.SUCCEEDED,
                now,
                now,
                null,
                revision,
                Map.of(),
                Map.of(),
                null));
  }

  /** Vectors of this night's texts that had none the night before. */
  private static Map<String, float[]> embed(Warehouse warehouse, long revision, List<Document> rows)
      throws IOException {
    Map<String, float[]> vectors = new HashMap<>();
    List<Vector> added = new ArrayList<>();
    for (Document row : rows) {
      for (Chunk chunk : row.chunks()) {
        float[] vector = vector(chunk.textHash());
        boolean isNew = vectors.put(chunk.textHash(), vector) == null;
        if (isNew && (revision == 1 || chunk.ordinal() > 0)) {
          added.add(new Vector(chunk.textHash(), ENCODER.fingerprint(), ENCODER.model(), vector));
        }
      }
    }
    String runId = RunLedger.newRunId("embed", Instant.now());
    try (Lease lease = lease(warehouse, EmbedJob.lease(ENCODER.fingerprint()), runId)) {
      TableAppend append = warehouse.append(Tables.VECTORS, lease);
      append.commit(files(append, Tables.VECTORS, added));
    }
    return vectors;
  }

  private static float[] vector(String textHash) {
    Random random = new Random(textHash.hashCode());
    float[] vector = new float[ENCODER.dimension()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  private static Manifest index(
      Warehouse warehouse, long revision, List<Document> rows, Map<String, float[]> vectors)
      throws IOException {
    try (GenerationWriter writer = new Generations(warehouse.index()).derive(revision, SETTINGS)) {
      for (Document row : rows) {
        writer.apply(row, VectorLookup.of(vectors));
      }
      return writer.commit();
    }
  }

  private static Lease lease(Warehouse warehouse, String name, String runId) {
    return warehouse.leases().acquire(name, runId, LeaseWait.WAIT, message -> {});
  }

  private static <T> List<DataFile> files(TableAppend append, TableCodec<T> codec, List<T> rows)
      throws IOException {
    try (RowFileWriter<T> writer =
        RowFileWriter.open(append.serializableTable(), codec, append.folder())) {
      for (T row : rows) {
        writer.write(row);
      }
      return writer.finish();
    }
  }
}
