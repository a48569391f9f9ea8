package io.millrace.cluster.cli;

import io.millrace.core.settings.Settings;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a command. Under {@code spark-submit} it takes what was submitted. */
final class SparkSessions {
  private SparkSessions() {}

  /**
   * Opens a session; the caller closes it.
   *
   * @param command the application's name
   */
  static SparkSession open(Settings settings, String command) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      conf.setMaster(settings.master());
    }
    conf.setIfMissing("spark.app.name", "millrace " + command);
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.adaptive.enabled", "true");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
