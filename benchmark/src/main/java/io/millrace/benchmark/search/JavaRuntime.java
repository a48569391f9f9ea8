package io.millrace.benchmark.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Java that Millrace can run on, and what the launcher would give it.
 *
 * @param home where it is
 * @param version its feature version
 */
record JavaRuntime(Path home, int version) implements Comparable<JavaRuntime> {
  /** The Java that jobs run on, which is this one. */
  static JavaRuntime jobs() {
    return new JavaRuntime(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The Java that {@code millrace search} runs on: the newest there is. */
  static JavaRuntime search() {
    String found = property("millrace.search.java");
    int colon = found.indexOf(':');
    return new JavaRuntime(
        Path.of(found.substring(colon + 1)), Integer.parseInt(found.substring(0, colon)));
  }

  /** Both, the older first; one where they are the same. */
  static Set<JavaRuntime> both() {
    Set<JavaRuntime> both = new TreeSet<>();
    both.add(jobs());
    both.add(search());
    return both;
  }

  /** As a subject of a report. */
  String label() {
    return "Java " + version;
  }

  /**
   * The command that starts {@code main}, as the launcher starts {@code millrace search} and, where
   * {@code memory} says so, jobs.
   *
   * @param memory largest heap, as {@code 1g}
   */
  List<String> command(Class<?> main, String memory, List<String> arguments) {
    Path home = Path.of(property("millrace.home"));
    List<String> command = new ArrayList<>();
    command.add(this.home.resolve("bin/java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-Dorg.apache.lucene.vectorization.upperJavaFeatureVersion=" + version);
    for (String name : List.of("millrace.models", "DJL_CACHE_DIR", "ai.djl.offline")) {
      command.add("-D" + name + "=" + property(name));
    }
    command.add("-DOPT_OUT_TRACKING=true");
    command.add("-Dmillrace.log.own=warn");
    command.add("-Xmx" + memory);
    command.add("-cp");
    command.add(
        property("millrace.benchmark")
            + "/target/millrace-benchmark.jar:"
            + home.resolve("millrace.jar")
            + ":"
            + home.resolve("lib/*"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  @Override
  public int compareTo(JavaRuntime other) {
    return Integer.compare(version, other.version);
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), () -> "the launcher sets " + name);
  }
}
