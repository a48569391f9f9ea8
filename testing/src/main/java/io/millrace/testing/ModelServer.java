package io.millrace.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server on a free port of this machine that speaks the protocol of OpenAI's {@code
 * /v1/chat/completions}; what it answers is the test's matter, so that it can fail as real servers
 * do. Keeps what it was asked.
 */
public final class ModelServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param path its path
   * @param authorization its header of that name, or an empty text
   * @param body its body
   */
  public record Request(String path, String authorization, String body) {}

  /**
   * An answer.
   *
   * @param status its HTTP status
   * @param headers its headers
   * @param body its body
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    /** What a model said, with what that is counted as. */
    public static Answer said(String content, long inputTokens, long outputTokens) {
      return ended("stop", content, inputTokens, outputTokens);
    }

    /** The same with why it ended: {@code stop}, {@code length}, {@code content_filter}. */
    public static Answer ended(String finish, String content, long inputTokens, long outputTokens) {
      return new Answer(
          200,
          Map.of(),
          "{\"choices\":[{\"index\":0,\"finish_reason\":\""
              + finish
              + "\",\"message\":{\"role\":\"assistant\",\"content\":\""
              + content.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
              + "\"}}],\"usage\":{\"prompt_tokens\":"
              + inputTokens
              + ",\"completion_tokens\":"
              + outputTokens
              + "}}");
    }

    /** An error, as the API reports it. */
    public static Answer error(int status, String message) {
      return new Answer(status, Map.of(), "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
      return new Answer(status, Map.of(header, value), body);
    }
  }

  private ModelServer(HttpServer server, Function<Request, Answer> answers) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, answers));
  }

  /** Starts a server; {@code answers} is called by many threads, and may wait. */
  public static ModelServer start(Function<Request, Answer> answers) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ModelServer server = new ModelServer(http, answers);
    http.start();
    return server;
  }

  private void handle(HttpExchange exchange, Function<Request, Answer> answers) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      Request request =
          new Request(
              exchange.getRequestURI().toString(),
              authorization == null ? "" : authorization,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      Answer answer = answers.apply(request);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  /** What it was asked, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The base of its API. */
  public String uri() {
    InetSocketAddress address = server.getAddress();
    return "http://127.0.0.1:" + address.getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
