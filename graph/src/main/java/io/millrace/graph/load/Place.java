package io.millrace.graph.load;

import java.io.Serializable;

/**
 * Where a relationship is compared and written.
 *
 * @param cell which writer's it is
 * @param id its id
 */
record Place(int cell, String id) implements Serializable {}
