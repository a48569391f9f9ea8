package io.millrace.client;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches a service. As text it does not show the key.
 *
 * @param base where the service is, such as {@code http://127.0.0.1:7700}; a path is kept, for a
 *     service behind a proxy
 * @param key what {@code millrace keys create} printed, or null to ask as everyone; over plain HTTP
 *     whoever listens on the way can read it
 * @param connectTimeout how long connecting may take
 * @param timeout how long a call may take as a whole, tries and the waits between them included
 * @param downloadTimeout the same for {@link MillraceClient#original}
 */
public record ClientSettings(
    URI base,
    @Nullable String key,
    Duration connectTimeout,
    Duration timeout,
    Duration downloadTimeout) {
  private static final Pattern KEY = Pattern.compile("[!-~]+");

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException where one cannot be used
   */
  public ClientSettings {
    boolean web =
        "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
    if (!web || base.getHost() == null) {
      throw new IllegalArgumentException(
          "Cannot use base " + base + ": it must be http://HOST or https://HOST");
    }
    if (base.getRawQuery() != null
        || base.getRawFragment() != null
        || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "Cannot use base at host " + base.getHost() + ": it has a user, a query or a fragment");
    }
    if (key != null && !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "Cannot use the key: it is empty or has a character that no key has");
    }
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("timeout", timeout);
    requirePositive("downloadTimeout", downloadTimeout);
  }

  /** No key; 5 seconds to connect, 30 seconds for a call, 10 minutes for a file. */
  public static ClientSettings of(URI base) {
    return new ClientSettings(
        base, null, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10));
  }

  /** The same with a key. */
  public ClientSettings withKey(String other) {
    return new ClientSettings(base, other, connectTimeout, timeout, downloadTimeout);
  }

  /** The same with another time to connect. */
  public ClientSettings withConnectTimeout(Duration other) {
    return new ClientSettings(base, key, other, timeout, downloadTimeout);
  }

  /** The same with another time for a call. */
  public ClientSettings withTimeout(Duration other) {
    return new ClientSettings(base, key, connectTimeout, other, downloadTimeout);
  }

  /** The same with another time for a file. */
  public ClientSettings withDownloadTimeout(Duration other) {
    return new ClientSettings(base, key, connectTimeout, timeout, other);
  }

  /** The address of a path that begins with a slash, already encoded. */
  URI resolve(String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "Cannot use " + name + " " + value + ": it must be longer than nothing");
    }
  }

  @Override
  public String toString() {
    return base + (key == null ? " without a key" : " with a key") + ", timeout " + timeout;
  }
}
