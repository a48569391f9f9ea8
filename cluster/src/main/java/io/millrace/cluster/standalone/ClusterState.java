package io.millrace.cluster.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What {@code up} decided, kept in {@code cluster.json} for {@code status} and {@code down}. Which
 * processes live is never read from it: they are found by their tag.
 *
 * @param port the master's
 * @param pagePort the master's web page's
 * @param size what was asked for
 */
public record ClusterState(int port, int pagePort, ClusterSize size) {
  static final String HOST = "127.0.0.1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What {@code --master} takes. */
  public String master() {
    return "spark://" + HOST + ":" + port;
  }

  /** The master's web page. */
  public String page() {
    return "http://" + HOST + ":" + pagePort;
  }

  private static Path file(Path folder) {
    return folder.resolve("cluster.json");
  }

  /** What the folder says; empty where it says nothing that can be read. */
  static Optional<ClusterState> read(Path folder) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file(folder)), ClusterState.class));
    } catch (IOException e) {
      return Optional.empty(); // never up, or killed while writing: as good as down
    }
  }

  void write(Path folder) throws IOException {
    Path draft = Files.write(folder.resolve("cluster.json.new"), JSON.writeValueAsBytes(this));
    Files.move(draft, file(folder), StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(file(folder));
  }
}
