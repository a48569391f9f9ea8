package io.millrace.query.access;

import java.util.Set;
import java.util.TreeSet;

/**
 * Who asks.
 *
 * @param name name of the key, or {@code public} without one
 * @param key id of the key, which is not secret, or empty without one
 * @param groups the groups whose documents he may see, {@code public} among them
 */
public record Caller(String name, String key, Set<String> groups) {
  /** The group that everyone is in. */
  public static final String PUBLIC = "public";

  /** A caller without a key. */
  public static final Caller ANYONE = new Caller(PUBLIC, "", Set.of(PUBLIC));

  public Caller {
    Set<String> all = new TreeSet<>(groups);
    all.add(PUBLIC);
    groups = Set.copyOf(all);
  }

  /** Whether he showed a key. */
  public boolean hasKey() {
    return !key.isEmpty();
  }
}
