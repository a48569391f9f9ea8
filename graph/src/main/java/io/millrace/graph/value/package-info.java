/**
 * Recognises what is known by its form: dates, amounts of money, quantities, addresses, identifiers
 * and versions, each with a normal form, so that two ways to write it are one value.
 */
@NullMarked
package io.millrace.graph.value;

import org.jspecify.annotations.NullMarked;
