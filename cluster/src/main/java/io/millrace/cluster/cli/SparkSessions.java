package io.millrace.cluster.cli;

import io.millrace.cluster.layout.Layout;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.ObjectStore;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of a command. Under {@code spark-submit} it takes what was submitted. */
final class SparkSessions {
  private static final String LOOPBACK = "127.0.0.1";

  private SparkSessions() {}

  /**
   * Opens a session; the caller closes it.
   *
   * @param command the application's name
   */
  static SparkSession open(Settings settings, String command) {
    return SparkSession.builder()
        .config(configured(new SparkConf(), settings, command))
        .getOrCreate();
  }

  /** {@code given}, with what it leaves open. */
  static SparkConf configured(SparkConf given, Settings settings, String command) {
    SparkConf conf = given;
    conf.setIfMissing("spark.master", settings.master());
    conf.setIfMissing("spark.app.name", "millrace " + command);
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.adaptive.enabled", "true");
    ObjectStore.properties(settings.s3())
        .forEach((key, value) -> conf.set("spark.hadoop." + key, value));
    String master = conf.get("spark.master");
    if (master.startsWith("local")) {
      conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    } else {
      Layout.find().ifPresent(layout -> layout.executorSettings().forEach(conf::setIfMissing));
    }
    if (master.startsWith("local") || master.startsWith("spark://" + LOOPBACK)) {
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
    }
    return conf;
  }
}
