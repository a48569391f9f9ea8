/** Reads the lists that ship with this module. */
@NullMarked
package io.millrace.graph.resource;

import org.jspecify.annotations.NullMarked;
