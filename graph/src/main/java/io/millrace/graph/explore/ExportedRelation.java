package io.millrace.graph.explore;

/**
 * A relation as it is exported: all that is stated, or named together, of one subject and object.
 *
 * @param id of the surest statement
 * @param from the subject; of what is only named together, the one with the smaller id
 * @param to the object
 * @param stated whether it is stated, or the two are only named together
 * @param type which relation or event
 * @param statements how many sentences
 * @param documents how many documents
 * @param evidence the surest
 */
record ExportedRelation(
    String id,
    EntityRef from,
    EntityRef to,
    boolean stated,
    String type,
    long statements,
    long documents,
    Evidence evidence) {}
