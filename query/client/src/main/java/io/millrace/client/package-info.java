/** A typed client of the query service. */
@NullMarked
package io.millrace.client;

import org.jspecify.annotations.NullMarked;
