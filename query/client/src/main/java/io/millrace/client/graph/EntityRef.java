package io.millrace.client.graph;

/**
 * An entity as others mention it.
 *
 * @param id its id
 * @param name how the visible documents call it most often
 * @param type what kind of thing it is: person, organization, place, …
 */
public record EntityRef(String id, String name, String type) {}
