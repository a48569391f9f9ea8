package io.millrace.graph.resolve;

import io.millrace.core.table.Ids;

/** Ids of entities. */
public final class EntityIds {
  private EntityIds() {}

  /** The id of the entity whose most complete name has this form. */
  public static String of(String form) {
    return Ids.hash("entity", form);
  }
}
