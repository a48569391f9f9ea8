package io.millrace.core.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** A partition of a real shuffle that Spark must compute again. */
final class DerivedCountsTest {
  private static final AtomicInteger COMPUTED = new AtomicInteger();

  @Test
  void aPartitionThatIsComputedAgainCountsOnce() {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    DerivedCounts counts = new DerivedCounts();
    spark.sc().register(counts);
    for (int time = 0; time < 2; time++) {
      Map<Integer, Long> rows =
          spark
              .parallelize(List.of(1, 2, 3, 4, 5, 6), 3)
              .mapToPair(
                  number -> {
                    COMPUTED.incrementAndGet();
                    counts.add(new DerivedCounts.Count(1, 10L * TaskContext.getPartitionId()));
                    return new Tuple2<>(number, number);
                  })
              .reduceByKey(Integer::sum)
              .countByKey();
      assertThat(rows).hasSize(6);
    }
    assertThat(COMPUTED).hasValue(12);
    assertThat(counts.sum()).isEqualTo(new DerivedCounts.Count(6, 60));
  }
}
