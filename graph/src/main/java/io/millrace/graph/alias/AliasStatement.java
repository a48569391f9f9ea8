package io.millrace.graph.alias;

import org.jspecify.annotations.Nullable;

/**
 * A place in a text that gives another name to what it has just named.
 *
 * @param nameStart first UTF-16 code unit of the name, the long form where one is short
 * @param nameEnd the one after its last
 * @param aliasStart first UTF-16 code unit of the other name
 * @param aliasEnd the one after its last
 * @param type what both are names of; null where neither is known to be a name
 * @param confidence from 0 to 1
 * @param rule what recognised it, for people
 */
public record AliasStatement(
    int nameStart,
    int nameEnd,
    int aliasStart,
    int aliasEnd,
    @Nullable String type,
    double confidence,
    String rule) {}
