package io.millrace.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** A partition of a real shuffle that Spark must compute again. */
final class EncodedCountsTest {
  private static final AtomicInteger COMPUTED = new AtomicInteger();

  @Test
  void aPartitionThatIsComputedAgainCountsOnce() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      EncodedCounts counts = new EncodedCounts();
      spark.sc().register(counts);
      for (int time = 0; time < 2; time++) {
        Map<Integer, Long> rows =
            spark
                .parallelize(List.of(1, 2, 3, 4, 5, 6), 3)
                .mapToPair(
                    number -> {
                      COMPUTED.incrementAndGet();
                      counts.add(new EncodedCounts.Count(1, 10L * TaskContext.getPartitionId()));
                      return new Tuple2<>(number, number);
                    })
                .reduceByKey(Integer::sum)
                .countByKey();
        assertThat(rows).hasSize(6);
      }
      assertThat(COMPUTED).hasValue(12);
      assertThat(counts.sum()).isEqualTo(new EncodedCounts.Count(6, 60));
    }
  }
}
