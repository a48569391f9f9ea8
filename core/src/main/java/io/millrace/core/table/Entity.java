package io.millrace.core.table;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code entities}: which names are one thing, as of a revision. The newest row of an id
 * up to a revision, by {@code version}, is its state; rows are written for what changed only.
 *
 * @param entityId hash of the most complete of its names
 * @param revision the documents' revision whose names these are
 * @param version counts the resolutions of this warehouse, from 1
 * @param status whether the id stands for something
 * @param redirect the entity that has taken its names over; null unless redirected
 * @param type person, organization, place, …
 * @param names the names that are this entity, the one of the id first; none unless live
 */
public record Entity(
    String entityId,
    long revision,
    long version,
    Status status,
    @Nullable String redirect,
    String type,
    List<Name> names)
    implements Serializable {

  /** What has become of an id. */
  public enum Status {
    /** It stands for its names. */
    LIVE,
    /** Its names are another entity's now. */
    REDIRECTED,
    /** No document mentions its names any more. */
    GONE
  }

  /**
   * A name of an entity.
   *
   * @param form the name's key, {@code type|normal form}
   * @param with the form of the name with which it was joined; null for the first
   * @param why what joined them, for people; null for the first
   * @param score how sure that is, from 0 to 1
   */
  public record Name(String form, @Nullable String with, @Nullable String why, double score)
      implements Serializable {}

  public Entity {
    names = List.copyOf(names);
    if ((status == Status.REDIRECTED) != (redirect != null)) {
      throw new IllegalArgumentException(
          "Cannot make entity "
              + entityId
              + ": its status is "
              + status
              + ", redirect "
              + redirect);
    }
  }
}
