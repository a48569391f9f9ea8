package io.millrace.embedding.retrieve;

/**
 * A passage in an answer, without what it says.
 *
 * @param chunk id of the passage
 * @param score higher is better, comparable only within one answer
 */
public record RankedPassage(String chunk, double score) {}
