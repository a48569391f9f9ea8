package io.millrace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * An S3-compatible store (s3proxy over a temporary folder) with one bucket, deleted when it is
 * closed. Requests must be signed with its keys.
 */
public final class S3Store implements AutoCloseable {
  /** The system property that names the folder of its jars. */
  public static final String JARS = "millrace.s3proxy";

  private static final String BUCKET = "library";

  private final Path folder;
  private final String endpoint;
  private final String secretKey;
  private final ServerProcess server;

  private S3Store(Path folder, String endpoint, String secretKey, ServerProcess server) {
    this.folder = folder;
    this.endpoint = endpoint;
    this.secretKey = secretKey;
    this.server = server;
  }

  /** Starts a store. */
  public static S3Store start() {
    String endpoint = "http://127.0.0.1:" + ServerProcess.freePort();
    String secretKey = UUID.randomUUID().toString();
    try {
      Path folder = Files.createTempDirectory("millrace-s3-");
      Files.createDirectories(folder.resolve("data").resolve(BUCKET));
      Path settings =
          Files.writeString(
              folder.resolve("s3proxy.properties"),
              """
              s3proxy.endpoint=%s
              s3proxy.authorization=aws-v2-or-v4
              s3proxy.identity=%s
              s3proxy.credential=%s
              jclouds.provider=filesystem-nio2
              jclouds.filesystem.basedir=%s
              jclouds.identity=none
              jclouds.credential=none
              """
                  .formatted(endpoint, BUCKET, secretKey, folder.resolve("data")));
      Path logging =
          Files.writeString(
              folder.resolve("logback.xml"),
              """
              <configuration>
                <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                  <encoder><pattern>%level %logger %msg%n</pattern></encoder>
                </appender>
                <root level="INFO"><appender-ref ref="out"/></root>
              </configuration>
              """);
      ProcessBuilder command =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-Dlogback.configurationFile=" + logging,
              "-cp",
              Path.of(System.getProperty(JARS)).resolve("*").toString(),
              "org.gaul.s3proxy.Main",
              "--properties",
              settings.toString());
      return new S3Store(
          folder, endpoint, secretKey, ServerProcess.start(command, "Started Server@"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URI that {@code s3.endpoint} takes. */
  public String endpoint() {
    return endpoint;
  }

  /** The bucket that is there from the start. */
  public String bucket() {
    return BUCKET;
  }

  /** The access key. */
  public String accessKey() {
    return BUCKET;
  }

  /** The secret key. */
  public String secretKey() {
    return secretKey;
  }

  @Override
  public void close() {
    server.close();
    Folders.delete(folder);
  }
}
