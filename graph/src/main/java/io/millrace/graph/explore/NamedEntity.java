package io.millrace.graph.explore;

/**
 * An entity that a question names.
 *
 * @param id its id
 * @param name how the visible documents call it most often
 * @param type what kind of thing it is
 * @param documents how many visible documents mention it
 * @param mentions how often they do
 */
public record NamedEntity(String id, String name, String type, long documents, long mentions) {}
