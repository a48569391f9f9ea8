package io.millrace.cluster.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a master says of itself on its web page.
 *
 * @param url where it takes applications
 * @param workerPorts the ports of the workers that have registered and still answer
 * @param applications running applications
 */
record MasterPage(String url, Set<Integer> workerPorts, int applications) {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asks the master; empty where it does not answer. */
  static Optional<MasterPage> of(ClusterState state) {
    try {
      URL url = URI.create(state.page() + "/json/").toURL();
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        JsonNode page = JSON.readTree(in);
        Set<Integer> workerPorts = new HashSet<>();
        for (JsonNode worker : page.path("workers")) {
          if (worker.path("state").asText().equals("ALIVE")) {
            workerPorts.add(worker.path("port").asInt());
          }
        }
        return Optional.of(
            new MasterPage(page.path("url").asText(), workerPorts, page.path("activeapps").size()));
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return Optional.empty(); // not up yet, or dead
    }
  }
}
