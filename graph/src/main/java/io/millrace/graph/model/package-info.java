/**
 * Finds what passages speak of by asking a language model behind an OpenAI-compatible API. All
 * calls are made by one process, the driver, so that what they cost is known and bounded before
 * each.
 */
@NullMarked
package io.millrace.graph.model;

import org.jspecify.annotations.NullMarked;
