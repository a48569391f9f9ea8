package io.millrace.query;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.QuerySettings;
import io.millrace.core.settings.Settings;
import io.millrace.graph.explore.GraphConnection;
import io.millrace.graph.explore.GraphReader;
import io.millrace.query.access.AccessKeys;
import io.millrace.query.access.JsonLog;
import io.millrace.query.access.Limits;
import io.millrace.query.answer.Answers;
import io.millrace.query.answer.ServedGraph;
import io.millrace.query.api.Health;
import io.millrace.query.encode.QuestionEncoders;
import io.millrace.query.page.Pages;
import io.millrace.query.release.LiveRelease;
import io.millrace.query.request.KnownMethods;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The query service in this process. It holds no state of its own: any number of them may serve one
 * warehouse. Opened and closed by who started it.
 */
public final class QueryServer implements AutoCloseable {
  private static final int MOST_THREADS = 256;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int HEADER_BYTES = 64 << 10;

  private final QuerySettings settings;
  private final LiveRelease live;
  private final QuestionEncoders encoders;
  private final List<JsonLog> logs;
  private final GraphConnection graph;
  private final Endpoints endpoints;
  private final Javalin javalin;

  private QueryServer(
      QuerySettings settings,
      LiveRelease live,
      QuestionEncoders encoders,
      List<JsonLog> logs,
      GraphConnection graph,
      Endpoints endpoints,
      Javalin javalin) {
    this.settings = settings;
    this.graph = graph;
    this.endpoints = endpoints;
    this.live = live;
    this.encoders = encoders;
    this.logs = logs;
    this.javalin = javalin;
  }

  /**
   * Starts the service: it listens when this returns, and answers as soon as a release is open.
   *
   * @throws IOException where the logs cannot be written, the certificate cannot be read, or the
   *     port is taken
   */
  public static QueryServer start(Settings settings) throws IOException {
    QuerySettings query = settings.query();
    return start(settings, QuestionEncoders.of(settings.encoder(), query.queue() * 4));
  }

  /** The same with other encoders. */
  static QueryServer start(Settings settings, QuestionEncoders encoders) throws IOException {
    QuerySettings query = settings.query();
    WarehouseFolders folders = WarehouseFolders.of(settings);
    if (!Files.isDirectory(folders.root())) {
      throw new IOException("Cannot serve " + folders.root() + ": there is no such folder");
    }
    requireKeystore(query);
    Path logFolder = query.logs().map(Path::of).orElse(folders.logs());
    JsonLog access = JsonLog.open(logFolder, "access");
    JsonLog audit = JsonLog.open(logFolder, "audit");
    LiveRelease live = new LiveRelease(folders, encoders, query.poll());
    GraphConnection graph = GraphConnection.of(settings);
    ServedGraph servedGraph = new ServedGraph(new GraphReader(graph));
    Answers answers = new Answers(folders, live, encoders, servedGraph, query);
    Endpoints endpoints =
        new Endpoints(
            live,
            encoders,
            answers,
            servedGraph,
            new AccessKeys(folders.access()),
            new Limits(query, System::nanoTime),
            access,
            audit,
            query);
    Javalin javalin = Javalin.create(config -> configure(config, query, endpoints));
    QueryServer server =
        new QueryServer(query, live, encoders, List.of(access, audit), graph, endpoints, javalin);
    try {
      live.start();
      javalin.start();
      return server;
    } catch (JavalinBindException e) {
      server.close();
      throw new IOException(
          "Cannot listen at " + query.host() + ":" + query.port() + ": " + reason(e), e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The innermost cause: the outer ones name classes. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static void configure(JavalinConfig config, QuerySettings settings, Endpoints endpoints) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = settings.maxBody();
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 8, 60_000);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(QueryServer::harden);
    config.jetty.addConnector((server, http) -> connector(server, http, settings));
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(endpoints.errors());
          server.setRequestLog(endpoints.accessLog());
          server.setStopTimeout(5_000);
        });
    config.jetty.modifyServletContextHandler(context -> context.insertHandler(endpoints.refusal()));
    config.routes.before(context -> protect(context, settings));
    endpoints.register(config.routes);
  }

  private static void harden(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.addCustomizer(new KnownMethods());
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, QuerySettings settings) {
    ServerConnector connector;
    if (settings.keystore().isPresent()) {
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStorePath(settings.keystore().get());
      tls.setKeyStoreType("PKCS12");
      tls.setKeyStorePassword(settings.keystorePassword().orElseThrow().value());
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector =
          new ServerConnector(
              server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
    } else {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    }
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE.toMillis());
    return connector;
  }

  /** What every answer tells browsers: nothing from elsewhere, nothing kept, nothing guessed. */
  private static void protect(Context context, QuerySettings settings) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", "private, no-store");
    context.header("Content-Security-Policy", Pages.POLICY);
    if (settings.keystore().isPresent()) {
      context.header("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /** Opens the keystore, so that a wrong password is not found out among other things. */
  private static void requireKeystore(QuerySettings settings) throws IOException {
    if (settings.keystore().isEmpty()) {
      return;
    }
    Path file = Path.of(settings.keystore().get());
    char[] password = settings.keystorePassword().orElseThrow().value().toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore.getInstance("PKCS12").load(in, password);
    } catch (NoSuchFileException e) {
      throw new IOException("Cannot read query.keystore " + file + ": there is no such file", e);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException("Cannot read query.keystore " + file + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Where a browser on this machine finds it. */
  public String url() {
    return url(settings.keystore().isPresent(), settings.host(), port());
  }

  /** Where a browser on this machine finds what listens there. */
  public static String url(boolean tls, String host, int port) {
    String here = isWildcard(host) ? "127.0.0.1" : host;
    String shown = here.contains(":") ? "[" + here + "]" : here;
    return String.format(Locale.ROOT, "%s://%s:%d", tls ? "https" : "http", shown, port);
  }

  private static boolean isWildcard(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false; // it listens there, so it is a name
    }
  }

  /** How it is now, as {@code /readyz} tells it. */
  public Health.State state() {
    return endpoints.state();
  }

  /** Waits for running requests, five seconds at most, and ends the service. */
  @Override
  public void close() {
    javalin.stop();
    live.close();
    encoders.close();
    graph.close();
    for (JsonLog log : logs) {
      try {
        log.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close the log " + log.name(), e);
      }
    }
  }
}
