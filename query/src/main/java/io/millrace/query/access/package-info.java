/** Who asks, what he may, and what is written down about it. */
@NullMarked
package io.millrace.query.access;

import org.jspecify.annotations.NullMarked;
