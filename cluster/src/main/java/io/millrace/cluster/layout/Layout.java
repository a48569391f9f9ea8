package io.millrace.cluster.layout;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that the build makes: {@code millrace.jar}, {@code lib/}, {@code spark/jars/}, {@code
 * parsers/}, {@code neo4j/} and {@code models/}. Every machine of a cluster has it at the same
 * path.
 *
 * @param home the folder, absolute
 */
public record Layout(Path home) {
  private static final String VECTORS = "jdk.incubator.vector";

  private static final String HOME = "millrace.home";

  /**
   * The layout that this process runs from: where the launcher says, or where the jar of this class
   * lies, so that {@code spark-submit} need not be told. Empty in a build's tests.
   */
  public static Optional<Layout> find() {
    String home = System.getProperty(HOME);
    if (home != null) {
      return Optional.of(new Layout(Path.of(home).toAbsolutePath().normalize()));
    }
    CodeSource source = Layout.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent())
          .filter(folder -> Files.isDirectory(folder.resolve("spark/jars")))
          .map(Layout::new);
    } catch (URISyntaxException e) {
      return Optional.empty(); // a class loader's own form: no layout
    }
  }

  /**
   * The same, where nothing works without it.
   *
   * @throws IllegalStateException if this process does not run from a layout
   */
  public static Layout require() {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Cannot find the layout: the system property " + HOME + " is not set"));
  }

  /** What {@code SPARK_HOME} is. */
  public Path sparkHome() {
    return home.resolve("spark");
  }

  /** The job jar. */
  public Path jar() {
    return home.resolve("millrace.jar");
  }

  /** The class path of drivers and executors; Spark's jars come before the libraries. */
  public String classPath() {
    return String.join(
        File.pathSeparator,
        jar().toString(),
        sparkHome().resolve("jars") + "/*",
        home.resolve("lib") + "/*");
  }

  /** The system properties that every process which parses or encodes must have. */
  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(HOME, home.toString());
    properties.put("millrace.models", home.resolve("models").toString());
    properties.put("millrace.parsers", home.resolve("parsers").toString());
    properties.put("millrace.neo4j", home.resolve("neo4j").toString());
    properties.put("DJL_CACHE_DIR", home.resolve("native").toString());
    properties.put("ai.djl.offline", "true");
    properties.put("OPT_OUT_TRACKING", "true");
    properties.put("file.encoding", "UTF-8");
    properties.put("user.timezone", "UTC");
    return properties;
  }

  /** Sets what is missing in this process, as where a plain {@code spark-submit} started it. */
  public void complete() {
    properties().forEach((key, value) -> setIfMissing(key, value));
  }

  private static void setIfMissing(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /**
   * Spark properties that make an executor on another machine what the driver is: its class path,
   * its system properties and vector instructions, as they are in this process, and its
   * environment. {@code spark.executor.extraJavaOptions} stays free for the user.
   */
  public Map<String, String> executorSettings() {
    StringBuilder options = new StringBuilder("-XX:+ExitOnOutOfMemoryError");
    if (ModuleLayer.boot().findModule(VECTORS).isPresent()) {
      options.append(" --add-modules=").append(VECTORS); // an index is built by an executor
    }
    properties()
        .forEach(
            (key, value) ->
                options
                    .append(" \"-D")
                    .append(key)
                    .append('=')
                    .append(System.getProperty(key, value))
                    .append('"'));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.executor.extraClassPath", classPath());
    settings.put("spark.executor.defaultJavaOptions", options.toString());
    // Java reads file names by the locale; PyTorch's idle threads sleep instead of spinning; with
    // an arena for every thread, as is glibc's habit, encoding for ten minutes grew to 5 GB
    settings.put("spark.executorEnv.LC_ALL", "C.UTF-8");
    settings.put("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
    settings.put("spark.executorEnv.MALLOC_ARENA_MAX", "2");
    return settings;
  }
}
