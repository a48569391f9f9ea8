package io.millrace.ingestion.compare;

import io.millrace.core.table.Ids;
import io.millrace.ingestion.source.ListedFile;
import io.millrace.ingestion.source.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads every listed file once, on the executors, 64 KiB at a time, and adds the SHA-256 of its
 * content and the fingerprints that follow. A file that cannot be read has an empty hash; so it
 * stays unchanged as long as it cannot be read.
 */
final class ContentHashes {
  /** {@code doc_id, uri, bytes, content_hash, parse_fingerprint, fingerprint}. */
  static final StructType SCHEMA =
      new StructType()
          .add("doc_id", DataTypes.StringType, false)
          .add("uri", DataTypes.StringType, false)
          .add("bytes", DataTypes.LongType, false)
          .add("content_hash", DataTypes.StringType, false)
          .add("parse_fingerprint", DataTypes.StringType, false)
          .add("fingerprint", DataTypes.StringType, false);

  private ContentHashes() {}

  static Dataset<Row> of(SparkSession spark, List<ListedFile> files, Fingerprints fingerprints) {
    int slots = spark.sparkContext().defaultParallelism();
    int partitions = Math.max(1, Math.min(files.size(), 4 * slots));
    List<Row> rows = new ArrayList<>(files.size());
    for (ListedFile file : files) {
      rows.add(RowFactory.create(file.uri(), file.bytes()));
    }
    StructType listed =
        new StructType()
            .add("uri", DataTypes.StringType, false)
            .add("bytes", DataTypes.LongType, false);
    return spark
        .createDataFrame(rows, listed)
        .repartition(partitions)
        .map(
            (MapFunction<Row, Row>) row -> hashed(row.getString(0), row.getLong(1), fingerprints),
            Encoders.row(SCHEMA));
  }

  private static Row hashed(String uri, long bytes, Fingerprints fingerprints) {
    String hash = hash(uri);
    String parse = fingerprints.parse(hash, uri);
    return RowFactory.create(Ids.document(uri), uri, bytes, hash, parse, fingerprints.whole(parse));
  }

  /** The SHA-256 of a file's content in hexadecimal digits; empty where it cannot be read. */
  static String hash(String uri) {
    try (InputStream content = SourceFiles.open(uri)) {
      return sha256(content);
    } catch (IOException e) {
      return ""; // reading it again decides whether, and why, it is rejected
    }
  }

  private static String sha256(InputStream content) throws IOException {
    MessageDigest digest = Ids.sha256();
    byte[] buffer = new byte[1 << 16];
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      digest.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
