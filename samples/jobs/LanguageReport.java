import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.Warehouse;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job of your own: how many documents, passages and characters a warehouse holds in each language.
 * It finds the warehouse by the MILLRACE_ variables, as Millrace does; docs/spark-submit.md runs it.
 */
public final class LanguageReport {
  public static void main(String[] arguments) {
    Settings settings = Settings.load(Optional.empty(), System.getenv(), Map.of());
    try (SparkSession spark = SparkSession.builder().appName("language report").getOrCreate();
        Warehouse warehouse = Warehouse.open(settings)) {
      long revision = new Revisions(warehouse).last();
      for (Row row :
          new DocumentStates(warehouse, spark)
              .state(revision)
              .where(col("outcome").equalTo("LIVE"))
              .groupBy("language")
              .agg(count(lit(1)), sum(size(col("chunks"))), sum(length(col("text"))))
              .orderBy("language")
              .collectAsList()) {
        System.out.println(revision + "\t" + row.mkString("\t"));
      }
    }
  }
}
