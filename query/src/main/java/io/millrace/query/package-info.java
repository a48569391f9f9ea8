/** The query service: an HTTP API and pages over what the batch jobs published. */
@NullMarked
package io.millrace.query;

import org.jspecify.annotations.NullMarked;
