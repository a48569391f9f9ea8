package io.millrace.graph.analyse;

import java.util.List;

/**
 * Everything computed of one audience's graph.
 *
 * @param audience the group that sees all of it
 * @param revision that it is as of
 * @param graph what it was computed from
 * @param ranks PageRank of every node
 * @param communities coarse to fine
 * @param related what resembles each node, and suggested links
 * @param health what the graph is like
 */
record Analysis(
    String audience,
    long revision,
    WeightedGraph graph,
    double[] ranks,
    List<Communities> communities,
    RelatedNodes related,
    GraphHealth health) {}
