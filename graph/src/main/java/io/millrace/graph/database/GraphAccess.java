package io.millrace.graph.database;

import io.millrace.core.settings.Secret;
import io.millrace.core.settings.Settings;
import java.io.Serializable;
import java.util.Optional;

/**
 * How a graph database is reached. It goes to executors with their tasks, and prints without the
 * password.
 *
 * @param uri its Bolt URI
 * @param user who asks
 * @param password empty where the server asks for none
 */
public record GraphAccess(String uri, String user, Secret password) implements Serializable {
  /** What settings name; empty where they leave it to the warehouse's own server. */
  public static Optional<GraphAccess> configured(Settings.Neo4j settings) {
    return settings
        .uri()
        .map(
            uri ->
                new GraphAccess(uri, settings.user(), settings.password().orElse(new Secret(""))));
  }
}
