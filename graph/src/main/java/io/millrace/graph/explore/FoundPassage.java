package io.millrace.graph.explore;

/**
 * A passage that the graph found for a question.
 *
 * @param document id of its document
 * @param chunk its id
 * @param score higher is better, comparable only within one answer
 */
public record FoundPassage(String document, String chunk, double score) {}
