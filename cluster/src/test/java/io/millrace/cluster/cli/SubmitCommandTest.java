package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SubmitCommandTest {
  @Test
  void whatTheRunningDriverCannotTakeIsRefused() {
    CommandLineRun run = CommandLineRun.of("submit", "--driver-memory", "4g", "my.jar", "--help");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--driver-memory", "MILLRACE_MEMORY");
    assertThat(CommandLineRun.of("submit").err()).contains("no jar is named");
  }

  @Test
  void aStoresKeysReachSparkAndTheUsersChoicesStay() {
    Settings settings =
        Settings.load(
            Optional.empty(),
            Map.of("MILLRACE_S3_ACCESS_KEY", "a", "MILLRACE_S3_SECRET_KEY", "k"),
            Map.of("master", "spark://127.0.0.1:7077"));
    SparkConf given = new SparkConf(false).set("spark.master", "spark://other:7077");

    SparkConf conf = SparkSessions.configured(given, settings, "run");

    assertThat(conf.get("spark.master")).isEqualTo("spark://other:7077");
    assertThat(conf.get("spark.hadoop.fs.s3a.secret.key")).isEqualTo("k");
    assertThat(conf.contains("spark.driver.host")).isFalse();
    assertThat(
            SparkSessions.configured(new SparkConf(false), settings, "run")
                .get("spark.driver.host"))
        .isEqualTo("127.0.0.1");
  }
}
