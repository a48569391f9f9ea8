package io.millrace.client.graph;

/**
 * An entity that was looked for by a name.
 *
 * @param id its id
 * @param name how the visible documents call it most often
 * @param type what kind of thing it is
 * @param matched the name that fits what was looked for, as visible documents write it
 * @param documents how many visible documents mention it
 * @param mentions how often they do
 */
public record FoundEntity(
    String id, String name, String type, String matched, long documents, long mentions) {}
