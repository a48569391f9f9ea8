/** Temporary files that outlive no process for long, however it ends. Needs no engine. */
@NullMarked
package io.millrace.core.scratch;

import org.jspecify.annotations.NullMarked;
