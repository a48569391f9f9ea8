package io.millrace.core.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code query}: how the query service listens, and what it lets callers do.
 *
 * @param host {@code host}: the address it listens on; default 127.0.0.1, this machine alone
 * @param port {@code port}: 0 takes any free one; default 7700
 * @param access {@code access}: public or key; default public
 * @param operators {@code operators}: the group whose members see runs and totals; default {@code
 *     operators}
 * @param administrators {@code administrators}: the group whose members may ask the graph database
 *     itself, where the documents of all groups are; default none
 * @param maxK {@code max-k}: most hits of one answer; default 100
 * @param maxQuery {@code max-query}: longest question in UTF-16 code units; default 2,000
 * @param maxBody {@code max-body}: largest request body in bytes; default 1 MB
 * @param maxBatch {@code max-batch}: most questions of one request; default 32
 * @param rate {@code rate}: requests a second of one key, on average; 0 for no limit; default 50
 * @param concurrent {@code concurrent}: requests of one key at a time; default 16
 * @param queue {@code queue}: requests of all keys at a time, those that wait included; default 32
 *     for each core, {@value #MOST_WAITING} at most
 * @param logs {@code logs}: folder of the access and audit logs; default {@code logs} in the
 *     warehouse
 * @param poll {@code poll}: how often it looks for a new release; default 1 second
 * @param keystore {@code keystore}: PKCS #12 file with the certificate for TLS; default none
 * @param keystorePassword {@code keystore-password}: its password
 */
public record QuerySettings(
    String host,
    int port,
    Access access,
    String operators,
    Optional<String> administrators,
    int maxK,
    int maxQuery,
    long maxBody,
    int maxBatch,
    int rate,
    int concurrent,
    int queue,
    Optional<String> logs,
    Duration poll,
    Optional<String> keystore,
    Optional<Secret> keystorePassword) {
  private static final int MOST_WAITING = 192;

  /** Who may ask. */
  public enum Access {
    /** Everyone; without a key as a member of the group {@code public} alone. */
    PUBLIC,
    /** Who has a key. */
    KEY
  }

  static QuerySettings read(SettingsReader reader) {
    return new QuerySettings(
        reader.text("query.host", "127.0.0.1"),
        reader.count("query.port", 7700, 0, 65535),
        reader.choice("query.access", Access.PUBLIC),
        reader.text("query.operators", "operators"),
        reader.optionalText("query.administrators"),
        reader.count("query.max-k", 100, 1, 10_000),
        reader.count("query.max-query", 2_000, 1, 100_000),
        reader.size("query.max-body", 1L << 20),
        reader.count("query.max-batch", 32, 1, 1_000),
        reader.count("query.rate", 50, 0, 1_000_000),
        reader.count("query.concurrent", 16, 1, 10_000),
        reader.count("query.queue", waiting(), 1, 10_000),
        reader.optionalText("query.logs"),
        reader.duration("query.poll", Duration.ofSeconds(1)),
        reader.optionalText("query.keystore"),
        reader.optionalText("query.keystore-password").map(Secret::new));
  }

  /** Few enough that who waits last still waits for less than a second. */
  private static int waiting() {
    return Math.min(MOST_WAITING, 48 * Runtime.getRuntime().availableProcessors());
  }

  void check(SettingsReader reader) {
    reader.check(
        keystore.isPresent() == keystorePassword.isPresent(),
        "Cannot use query.keystore and query.keystore-password one without the other: give both or"
            + " neither");
    reader.check(
        poll.toMillis() >= 10, "Cannot use query.poll " + poll.toMillis() + "ms: at least 10ms");
    reader.check(
        maxBody <= 64L << 20,
        "Cannot use query.max-body " + maxBody + "B: at most 64MB, it is held in memory");
  }
}
