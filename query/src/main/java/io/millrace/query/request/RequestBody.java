package io.millrace.query.request;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/** Reads the body of a request, which may be too long, too slow, or not come at all. */
public final class RequestBody {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BUFFER = 16 << 10;

  private RequestBody() {}

  /**
   * The whole body. Who sends it in drops does not hold a turn for longer than ten seconds and the
   * time that a connection may be idle.
   *
   * @param most how many bytes are taken
   * @throws BadRequestException where it is longer, slower, or ends early
   */
  public static byte[] read(Context context, long most) {
    if (context.req().getContentLengthLong() > most) {
      throw tooLong(most);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    long start = System.nanoTime();
    try {
      InputStream in = context.req().getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        if (body.size() > most) {
          throw tooLong(most);
        }
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new BadRequestException(
              408, List.of("The body did not come in " + PATIENCE.toSeconds() + " seconds"));
        }
      }
    } catch (IOException e) {
      throw new BadRequestException(List.of("The body ends early, or is not framed as it should"));
    }
    return body.toByteArray();
  }

  private static BadRequestException tooLong(long most) {
    return new BadRequestException(413, List.of("The body has more than " + most + " bytes"));
  }
}
