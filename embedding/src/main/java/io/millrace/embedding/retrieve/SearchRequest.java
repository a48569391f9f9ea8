package io.millrace.embedding.retrieve;

import java.util.List;
import java.util.Set;

/**
 * A question to a generation.
 *
 * @param query plain text, of any length, never a query syntax
 * @param k how many hits at most
 * @param mode how passages are found
 * @param groups the groups of who asks; only passages of documents with one of them are seen, and
 *     none at all when empty
 * @param filters what passages must be like besides
 * @param copies what becomes of passages with the same text
 * @param graph what the knowledge graph found, in any order, for the modes that use it; of these
 *     passages too only those are seen that groups and filters allow
 */
public record SearchRequest(
    String query,
    int k,
    Mode mode,
    Set<String> groups,
    Filters filters,
    Copies copies,
    List<RankedPassage> graph) {

  /** The most hits of one answer. */
  public static final int MOST = 10_000;

  public SearchRequest {
    if (query.isBlank()) {
      throw new IllegalArgumentException("Cannot search: the query is empty");
    }
    if (k < 1 || k > MOST) {
      throw new IllegalArgumentException(
          "Cannot search: k is " + k + ", but 1 to " + MOST + " are possible");
    }
    groups = Set.copyOf(groups);
    graph = List.copyOf(graph);
  }

  /** A question without the graph. */
  public SearchRequest(
      String query, int k, Mode mode, Set<String> groups, Filters filters, Copies copies) {
    this(query, k, mode, groups, filters, copies, List.of());
  }

  /** Ten hits of what everyone may see, hybrid, without filters, copies collapsed. */
  public static SearchRequest of(String query) {
    return new SearchRequest(
        query, 10, Mode.HYBRID, Set.of("public"), Filters.NONE, Copies.COLLAPSE);
  }

  /** The same with another number of hits. */
  public SearchRequest withK(int other) {
    return new SearchRequest(query, other, mode, groups, filters, copies, graph);
  }

  /** The same in another mode. */
  public SearchRequest with(Mode other) {
    return new SearchRequest(query, k, other, groups, filters, copies, graph);
  }

  /** The same for who is in these groups. */
  public SearchRequest withGroups(Set<String> other) {
    return new SearchRequest(query, k, mode, other, filters, copies, graph);
  }

  /** The same with other filters. */
  public SearchRequest with(Filters other) {
    return new SearchRequest(query, k, mode, groups, other, copies, graph);
  }

  /** The same with another treatment of copies. */
  public SearchRequest with(Copies other) {
    return new SearchRequest(query, k, mode, groups, filters, other, graph);
  }

  /** The same with what the graph found. */
  public SearchRequest withGraph(List<RankedPassage> other) {
    return new SearchRequest(query, k, mode, groups, filters, copies, other);
  }
}
