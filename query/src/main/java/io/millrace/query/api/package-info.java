/** The HTTP API: parameters in, JSON or a problem out. */
@NullMarked
package io.millrace.query.api;

import org.jspecify.annotations.NullMarked;
