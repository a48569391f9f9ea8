package io.millrace.query.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key.
 *
 * @param id how it is looked up and named in logs; not secret
 * @param name whose it is
 * @param groups the groups whose documents its bearer may see, besides {@code public}
 * @param hash SHA-256 of the secret part, in hexadecimal; the part has 256 random bits, so that a
 *     fast hash cannot be searched
 * @param created when it was made
 * @param expires from when on it is not valid, or null
 * @param revoked since when it is not valid, or null
 */
public record AccessKey(
    String id,
    String name,
    List<String> groups,
    String hash,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked) {

  public AccessKey {
    groups = List.copyOf(groups);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "Cannot use key "
              + id
              + ": its hash has "
              + hash.length()
              + " characters, not 64 digits");
    }
  }

  /** Whether it opens anything at this time. */
  public boolean isValid(Instant now) {
    return revoked == null && (expires == null || now.isBefore(expires));
  }

  /** {@code valid}, {@code expired} or {@code revoked}. */
  public String state(Instant now) {
    if (revoked != null) {
      return "revoked";
    }
    return isValid(now) ? "valid" : "expired";
  }
}
