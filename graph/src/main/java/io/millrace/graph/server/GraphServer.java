package io.millrace.graph.server;

import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.graph.database.GraphAccess;
import java.util.Optional;
import java.util.function.Consumer;

/** Which graph database a warehouse has: the one that settings name, or a server of its own. */
public final class GraphServer {
  private GraphServer() {}

  /** The database, where settings name one or the warehouse's own server runs. */
  public static Optional<GraphAccess> find(Settings settings) {
    return GraphAccess.configured(settings.neo4j())
        .or(() -> own(settings).running().map(LocalServer.Running::access));
  }

  /**
   * The same; the warehouse's own server is started where it does not run.
   *
   * @param messages hears that it is started
   */
  public static GraphAccess open(Settings settings, Consumer<String> messages) {
    return find(settings).orElseGet(() -> own(settings).up(messages).access());
  }

  /** The warehouse's own server, running or not. */
  public static LocalServer own(Settings settings) {
    return new LocalServer(
        WarehouseFolders.of(settings).graph(),
        settings.neo4j().heap(),
        settings.neo4j().pageCache());
  }
}
