package io.millrace.evaluation.link;

import io.millrace.graph.analyse.GraphBuilder;
import io.millrace.graph.analyse.WeightedGraph;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A graph from a file of pairs: two names a line, separated by spaces or a tab; what follows them
 * is ignored, as are empty lines and those that start with {@code #} or {@code %}. Every edge has
 * weight 1, also where its pair stands twice or in both directions.
 */
public final class EdgeFile {
  private static final Pattern GAP = Pattern.compile("\\s+");

  private EdgeFile() {}

  /**
   * Reads a file in UTF-8.
   *
   * @throws IOException if it cannot be read or a line has only one name
   */
  public static WeightedGraph read(Path file) throws IOException {
    GraphBuilder builder = new GraphBuilder();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String stripped = line.strip();
        if (!stripped.isEmpty() && stripped.charAt(0) != '#' && stripped.charAt(0) != '%') {
          String[] names = GAP.split(stripped, 3);
          if (names.length < 2) {
            throw new IOException(
                "Cannot read an edge from line "
                    + number
                    + " of "
                    + file
                    + ": it has one name, \""
                    + stripped
                    + "\"");
          }
          builder.pair(names[0], names[1], 1);
        }
      }
    }
    return builder.build(evidence -> 1);
  }
}
