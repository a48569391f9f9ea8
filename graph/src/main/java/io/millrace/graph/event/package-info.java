/** Finds what sentences say has happened: who did it, to what, where and when. */
@NullMarked
package io.millrace.graph.event;

import org.jspecify.annotations.NullMarked;
