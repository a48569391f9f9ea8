package io.millrace.query.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The pages on a port of this machine, under the policy that they are made for. */
final class Site implements AutoCloseable {
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.20.0/";

  private static final String DESCRIPTION =
      """
      {"openapi":"3.0.3","info":{"title":"Millrace","version":"1"},"paths":{"/api/search":{"get":
      {"summary":"Search","parameters":[{"name":"q","in":"query","schema":{"type":"string"}}],
      "responses":{"200":{"description":"found"}}}}}}""";

  private final Pages pages = new Pages();
  private final HttpServer server;

  Site() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (path.startsWith("/assets/")) {
      asset(exchange, path.substring("/assets/".length()));
    } else if (path.equals("/api/suggest")) {
      send(
          exchange,
          "application/json",
          """
          {"suggestions":[{"text":"备份恢复步骤","kind":"heading","document":null},
          {"text":"备份手册 <b>","kind":"title","document":"d1"},
          {"text":"backup restore","kind":"other","document":null}]}"""
              .getBytes(StandardCharsets.UTF_8));
    } else if (path.equals("/api/openapi.json")) {
      send(exchange, "application/json", DESCRIPTION.getBytes(StandardCharsets.UTF_8));
    } else {
      exchange.getResponseHeaders().set("Content-Security-Policy", Pages.POLICY);
      String page = page(path, query.contains("lang=zh") ? Locale.CHINESE : Locale.ENGLISH);
      send(exchange, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String page(String path, Locale locale) {
    Frame frame = Sample.frame(locale);
    return switch (path) {
      case "/" -> pages.search(frame, Sample.start());
      case "/nothing" -> pages.search(Sample.noticed(locale), Sample.nothing());
      case "/too-long" ->
          pages.search(frame, Sample.problem("It has 400 words, 200 are possible."));
      case "/documents/d1" -> pages.document(frame, Sample.document());
      case "/status" -> pages.status(frame, Sample.status());
      case "/sign-in" -> pages.signIn(Sample.noticed(locale), new SignInView("/status", true));
      case "/api" -> pages.api(frame, "/api/openapi.json");
      case "/missing" -> pages.problem(frame, new ProblemView(404, "/documents/d7"));
      default -> pages.search(frame, Sample.answer());
    };
  }

  private static void asset(HttpExchange exchange, String name) throws IOException {
    String resource =
        name.startsWith("swagger-ui/")
            ? SWAGGER + name.substring("swagger-ui/".length())
            : "/io/millrace/query/page/assets/" + name;
    try (InputStream content = Site.class.getResourceAsStream(resource)) {
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
        return;
      }
      String type =
          name.endsWith(".css")
              ? "text/css"
              : name.endsWith(".js") ? "text/javascript" : "image/svg+xml";
      send(exchange, type, content.readAllBytes());
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
