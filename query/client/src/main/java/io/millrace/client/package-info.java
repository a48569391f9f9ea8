/**
 * A typed client of the query service. {@link io.millrace.client.MillraceClient} is where to begin.
 */
@NullMarked
package io.millrace.client;

import org.jspecify.annotations.NullMarked;
