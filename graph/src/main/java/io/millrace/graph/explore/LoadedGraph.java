package io.millrace.graph.explore;

import org.jspecify.annotations.Nullable;

/**
 * How the graph stands.
 *
 * @param warehouse which warehouse it was loaded from
 * @param loaded the newest revision that is loaded completely
 * @param loading the revision that is being loaded, or null
 */
public record LoadedGraph(String warehouse, long loaded, @Nullable Long loading) {}
