package io.millrace.graph.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose eyes read the graph, and as of when.
 *
 * @param groups the groups whose documents are seen
 * @param denied ids of the documents that are not seen all the same
 * @param revision what held as of this revision is seen
 */
public record Viewer(Set<String> groups, Set<String> denied, long revision) {
  public Viewer {
    groups = Set.copyOf(groups);
    denied = Set.copyOf(denied);
  }

  /** The same eyes at another revision. */
  public Viewer asOf(long other) {
    return new Viewer(groups, denied, other);
  }

  /** The condition under which the relationship named {@code r} in a query is seen. */
  String sees(String r) {
    return sees(r, "$revision");
  }

  /** The same as of the revision that a parameter names. */
  String sees(String r, String revision) {
    String seen =
        "any(group IN R.groups WHERE group IN $groups)"
            + " AND R.since <= "
            + revision
            + " AND "
            + revision
            + " < R.until"
            + (denied.isEmpty() ? "" : " AND NOT R.document IN $denied");
    return seen.replace("R.", r + ".");
  }

  /** The parameters of that condition, and others. */
  Map<String, Object> with(Map<String, Object> others) {
    Map<String, Object> parameters = new HashMap<>(others);
    parameters.put("groups", List.copyOf(new TreeSet<>(groups)));
    parameters.put("denied", List.copyOf(denied));
    parameters.put("revision", revision);
    return parameters;
  }
}
