package io.millrace.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that gives the answers it was told, in their order, and notes what it was asked. */
final class ScriptedService implements AutoCloseable {
  /** What it was asked: the address as it was sent. */
  record Asked(String method, String uri, String body, String authorization) {}

  /** Gives one answer. */
  @FunctionalInterface
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  final List<Asked> asked = new CopyOnWriteArrayList<>();

  ScriptedService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            body,
            String.valueOf(authorization)));
    Answer next = answers.poll();
    if (next != null) {
      next.give(exchange);
    }
    exchange.close();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  ScriptedService then(Answer answer) {
    answers.add(answer);
    return this;
  }

  ScriptedService then(int status, String body) {
    return then(exchange -> send(exchange, status, body));
  }

  /** A problem that may be over after so many seconds. */
  ScriptedService thenBusy(int status, String seconds) {
    return then(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", seconds);
          send(
              exchange,
              status,
              "{\"status\":" + status + ",\"code\":\"BUSY\",\"detail\":\"later\"}");
        });
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
