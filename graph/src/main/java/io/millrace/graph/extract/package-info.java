/**
 * Finds what passages speak of, and what they say of it. An extractor is a function of a text; the
 * job applies it to the texts that it has not seen.
 */
@NullMarked
package io.millrace.graph.extract;

import org.jspecify.annotations.NullMarked;
