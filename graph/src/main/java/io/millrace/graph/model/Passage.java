package io.millrace.graph.model;

/**
 * A text to examine.
 *
 * @param hash its hash
 * @param text itself
 */
record Passage(String hash, String text) {}
