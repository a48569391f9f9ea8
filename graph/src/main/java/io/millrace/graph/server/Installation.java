package io.millrace.graph.server;

import io.millrace.graph.database.GraphException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the server's jars are, which share no class path with ours, and its Java. */
final class Installation {
  /** The system property that names the folder of jars. */
  private static final String JARS = "millrace.neo4j";

  /**
   * The system property that names a Java from 17 to 21, where this process runs on a newer one.
   */
  private static final String JAVA_HOME = "millrace.neo4j.java";

  private Installation() {}

  static String classPath() {
    String jars = System.getProperty(JARS, "");
    if (jars.isEmpty() || !Files.isDirectory(Path.of(jars))) {
      throw new GraphException(
          GraphException.Code.GRAPH_START_FAILED,
          "Cannot start a graph database: its jars are not where the system property "
              + JARS
              + " says ("
              + (jars.isEmpty() ? "not set" : jars)
              + "); name a server in neo4j.uri");
    }
    return Path.of(jars).toAbsolutePath() + File.separator + "*";
  }

  static Path java() {
    return Path.of(System.getProperty(JAVA_HOME, System.getProperty("java.home")), "bin", "java");
  }
}
