package io.millrace.core.table;

import java.io.Serializable;
import java.time.Instant;

/**
 * One row of {@code pins}: a person's decision on whether two names are one thing. The newest
 * decision on a pair holds, in this resolution and in all that follow.
 *
 * @param left form of the name that is smaller as a text, {@code type|normal form}
 * @param right form of the other
 * @param decision what was decided
 * @param why the reason given
 * @param by who decided, as the operating system knows them
 * @param at when
 */
public record Pin(String left, String right, Decision decision, String why, String by, Instant at)
    implements Serializable {

  /** What a person can decide on two names. */
  public enum Decision {
    /** They are one thing. */
    MERGE,
    /** They are two. */
    SPLIT,
    /** An earlier decision is taken back: the rules decide again. */
    RELEASE
  }

  public Pin {
    if (left.compareTo(right) >= 0) {
      throw new IllegalArgumentException(
          "Cannot make a pin: " + left + " is not smaller than " + right);
    }
  }

  /** A pin on two names in any order. */
  public static Pin of(
      String one, String other, Decision decision, String why, String by, Instant at) {
    boolean inOrder = one.compareTo(other) < 0;
    return new Pin(inOrder ? one : other, inOrder ? other : one, decision, why, by, at);
  }
}
