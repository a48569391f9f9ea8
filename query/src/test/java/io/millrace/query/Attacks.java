package io.millrace.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The hostile requests of {@link AttackTest}, made of the {@link OddParts}. */
final class Attacks {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String RIGHT = "{\"queries\":[{\"q\":\"a\"}]}";

  private final String key;
  private final OddParts odd;
  private final List<Attack> made = new ArrayList<>();

  Attacks(String key) throws IOException {
    this.key = key;
    this.odd = OddParts.read(key, RIGHT);
  }

  /** Which part of a request is odd. */
  enum Kind {
    PATH,
    FRAME,
    LINE,
    HEADER,
    PARAMETER,
    QUESTION,
    BODY,
    SIGN_IN
  }

  /**
   * A request.
   *
   * @param bytes all of it
   * @param expected the status that it must have, or 0 for any that is no failure
   */
  record Attack(byte[] bytes, int expected) {
    /** Whether it has a word of its own, which may come back. */
    boolean sends(String word) {
      return text().toLowerCase(Locale.ROOT).contains(word);
    }

    private String text() {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      String text = text();
      return text.substring(0, Math.min(300, text.length()));
    }
  }

  List<Attack> of(Kind kind) {
    made.clear();
    switch (kind) {
      case PATH -> paths();
      case FRAME -> frames();
      case LINE -> lines();
      case HEADER -> headers();
      case PARAMETER -> parameters();
      case QUESTION -> questions();
      case BODY -> bodies();
      case SIGN_IN -> signIns();
    }
    return List.copyOf(made);
  }

  private void raw(int expected, String request) {
    made.add(new Attack(request.getBytes(StandardCharsets.UTF_8), expected));
  }

  private void get(int expected, String target, String... headers) {
    line(expected, "GET " + target + " HTTP/1.1", headers);
  }

  private void line(int expected, String line, String... headers) {
    raw(expected, line + "\r\nHost: x\r\nConnection: close\r\n" + joined(headers) + "\r\n");
  }

  private static String joined(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  private void post(int expected, String path, String type, byte[] body, String... headers) {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length
            + "\r\n"
            + joined(headers)
            + "\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(head));
    all.writeBytes(body);
    made.add(new Attack(all.toByteArray(), expected));
  }

  private void json(int expected, String body, String... headers) {
    post(expected, "/api/search", "application/json", bytes(body), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void paths() {
    odd.of("paths refused").forEach(path -> get(400, path));
    for (String path : odd.of("paths that are not there")) {
      get(404, path);
      get(404, path, "Accept: text/html");
    }
    get(0, "/documents/../../");
    get(0, "/api/documents/" + key);
    get(0, "/assets/..%5c..%5cx");
    get(414, "/" + "a".repeat(100_000));
  }

  private void frames() {
    String head = "POST /api/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    for (String lengths : odd.of("lengths refused")) {
      raw(400, head + lengths + "\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n");
    }
    raw(413, head + "Content-Length: 99999999999\r\n\r\n{}");
    raw(400, head + "Content-Length: 100\r\n\r\n{\"queries\"");
    for (String size : odd.of("chunk sizes refused")) {
      raw(400, head + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\nhello\r\n0\r\n\r\n");
    }
    String block = "10000\r\n" + " ".repeat(65_536) + "\r\n";
    raw(413, head + "Transfer-Encoding: chunked\r\n\r\n" + block.repeat(40) + "0\r\n\r\n");
    String get = "GET /api/search?q=a HTTP/1.1\r\nConnection: close\r\n";
    raw(400, get + "Host: x\r\nX-A: a\r\n b\r\n\r\n");
    raw(400, get + "Host : x\r\n\r\n");
    raw(400, get + "\r\n");
    raw(400, get + "Host: x\r\nHost: y\r\n\r\n");
    raw(431, get + "Host: x\r\nX: " + "a".repeat(100_000) + "\r\n\r\n");
    raw(431, get + "Host: x\r\n" + "X: a\r\n".repeat(20_000) + "\r\n");
    raw(200, get.replace("\r\n", "\n") + "Host: x\n\n");
    raw(0, "\0".repeat(2_000));
    raw(0, "\26\3\1\2" + "\0".repeat(600)); // TLS to a plain port
    raw(0, "GET /api/search");
    raw(0, "\r\n\r\n\r\n");
  }

  private void lines() {
    for (String version : List.of("", " HTTP/0.9", " HTTP/1.9", " HTTP/3.0", " HTTQ/1.1")) {
      raw(0, "GET /healthz" + version + "\r\n\r\n");
    }
    raw(0, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    List<String> methods = new ArrayList<>(odd.of("methods that nobody knows"));
    methods.addAll(List.of("TRACE", "PUT", "PATCH", "DELETE", "OPTIONS"));
    for (String method : methods) {
      for (String target : List.of("/api/search?q=a", "/", "/sign-out")) {
        line(405, method + " " + target + " HTTP/1.1", "Cookie: millrace_key=" + key);
      }
      get(200, "/api/search?q=a", "X-HTTP-Method-Override: " + method);
    }
    odd.of("targets").forEach(target -> line(0, target + " HTTP/1.1"));
    line(200, "HEAD /api/search?q=a HTTP/1.1");
    line(400, "HEAD /api/search HTTP/1.1");
  }

  private void headers() {
    for (String host : odd.of("hosts")) {
      raw(0, "GET /search?q=a HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
    for (String shown : odd.of("keys refused")) {
      get(401, "/api/search?q=a", shown);
      get(303, "/search?q=a", shown);
      get(303, "/search?q=" + "a".repeat(10_000), shown);
    }
    for (String header : odd.of("headers")) {
      get(0, "/search?q=a", header);
      get(0, "/api/search?q=a", header);
    }
    get(0, "/api/search?q=a", "Upgrade: websocket", "Sec-WebSocket-Key: x", "Authorization: x");
  }

  private void parameters() {
    odd.of("parameters refused").forEach(query -> get(400, "/api/search?" + query));
    odd.of("parameters taken").forEach(query -> get(200, "/api/search?" + query));
    odd.of("pages").forEach(page -> get(0, page));
    get(414, "/api/search?q=" + "a".repeat(1 << 20));
  }

  private void questions() {
    List<String> questions = new ArrayList<>(odd.of("syntax"));
    questions.addAll(odd.of("lengthy"));
    StringBuilder different = new StringBuilder();
    for (int i = 0; i < 1_990; i++) {
      different.append((char) (0x4e00 + 7 * i)); // more words than a query of Lucene's may have
    }
    questions.add(different.toString());
    for (String question : questions) {
      get(200, "/api/search?why=true&facets=true&k=100&q=" + encode(question));
      get(200, "/api/suggest?q=" + encode(question));
      get(200, "/search?q=" + encode(question));
    }
    for (String lone : List.of("\\ud800", "a\\udc00b 大\\ud800坝", "\\u0000", "\\udfff\\ud800")) {
      for (String mode : List.of("bm25", "dense", "hybrid")) {
        json(200, "{\"queries\":[{\"q\":\"" + lone + "\",\"mode\":\"" + mode + "\"}]}");
      }
    }
  }

  private void bodies() {
    odd.of("bodies refused").forEach(body -> json(400, body));
    odd.of("fields refused").forEach(field -> json(400, "{\"queries\":[{" + field + "}]}"));
    json(413, " ".repeat(1_100_000) + RIGHT);
    json(400, RIGHT, "Origin: http://evil.example");
    json(400, RIGHT, "Origin: null");
    json(400, RIGHT, "Sec-Fetch-Site: cross-site");
    json(400, RIGHT, "Sec-Fetch-Site: same-site", "Origin: http://x");
    for (String type : List.of("text/plain", FORM, "", "application/jsonx", "a")) {
      post(415, "/api/search", type, bytes(RIGHT));
    }
    post(200, "/api/search", "APPLICATION/JSON; charset=bogus", bytes(RIGHT));
    post(0, "/api/search", "application/json", RIGHT.getBytes(StandardCharsets.UTF_16));
    post(0, "/api/search", "application/json", new byte[] {'{', (byte) 0xff, (byte) 0xc0, '"'});
    post(400, "/api/search", "application/json", bomb(), "Content-Encoding: gzip");
    post(405, "/search", FORM, bytes("q=a"));
  }

  private static byte[] bomb() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 100; i++) {
        out.write(new byte[100_000]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private void signIns() {
    for (String next : odd.of("next")) {
      post(303, "/sign-in", FORM, bytes("key=" + key + "&next=" + encode(next)));
      post(401, "/sign-in", FORM, bytes("key=x&next=" + encode(next)));
    }
    for (String form : List.of("key=%", "key=%zz", "key=" + "a".repeat(8_100) + "%")) {
      post(400, "/sign-in", FORM, bytes(form));
    }
    post(413, "/sign-in", FORM, bytes("key=" + "a".repeat(9_000)));
    for (String form : List.of("", "&&&", "=", "key", "key=%ff", "key=" + key + "&key=x", "\0")) {
      post(401, "/sign-in", FORM, bytes(form));
    }
    for (String path : List.of("/sign-in", "/sign-out")) {
      post(400, path, FORM, bytes("key=" + key), "Origin: http://evil.example");
      post(400, path, FORM, bytes("key=" + key), "Sec-Fetch-Site: cross-site");
      post(400, path, FORM, bytes("key=" + key), "Sec-Fetch-Site: same-site");
    }
    post(401, "/sign-in", "application/json", bytes("{\"key\":\"" + key + "\"}"));
  }
}
