package io.millrace.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What came back over a bare socket.
 *
 * @param status its status, or 0 where the connection was closed without an answer
 * @param head the first line and the headers
 * @param body the rest, without the frames of chunks
 */
record RawAnswer(int status, String head, String body) {
  private static final int PATIENCE_MS = 5_000;
  private static final int MOST = 1 << 20;

  /** Sends an attack and reads until the other side closes. */
  static RawAnswer to(int port, Attacks.Attack attack) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      try {
        socket.getOutputStream().write(attack.bytes());
        socket.shutdownOutput(); // what is not whole then never will be
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[16 << 10];
        for (int n = in.read(buffer); n >= 0 && read.size() < MOST; n = in.read(buffer)) {
          read.write(buffer, 0, n);
        }
      } catch (java.net.SocketTimeoutException e) {
        throw new AssertionError("no end of the answer in " + PATIENCE_MS + " ms: " + attack, e);
      } catch (SocketException e) {
        // refused while it was still being sent: what was read until then is the answer
      }
    }
    return of(read.toString(StandardCharsets.UTF_8));
  }

  private static RawAnswer of(String text) {
    if (!text.startsWith("HTTP/1.1 ")) {
      return new RawAnswer(0, "", text);
    }
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      body = body.replaceAll("(^|\r\n)[0-9A-Fa-f]+\r\n", "");
    }
    return new RawAnswer(Integer.parseInt(text.substring(9, 12)), head, body);
  }

  /** A header's value, or nothing. */
  String header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ": ";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse("");
  }
}
