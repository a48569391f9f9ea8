/** Picks up what is published, and lets go of what is not live any more. */
@NullMarked
package io.millrace.query.release;

import org.jspecify.annotations.NullMarked;
