package io.millrace.ingestion.source;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import scala.Tuple2;

/**
 * Other file systems than the local one, with Hadoop's own settings and over them the {@code
 * spark.hadoop.} ones of the running Spark application, on the driver and on executors alike.
 */
final class RemoteFiles {
  private RemoteFiles() {}

  static FileSystem systemOf(Path path) throws IOException {
    Configuration configuration = new Configuration();
    SparkEnv environment = SparkEnv.get();
    if (environment != null) {
      for (Tuple2<String, String> each : environment.conf().getAllWithPrefix("spark.hadoop.")) {
        configuration.set(each._1(), each._2());
      }
    }
    return FileSystem.get(path.toUri(), configuration);
  }
}
