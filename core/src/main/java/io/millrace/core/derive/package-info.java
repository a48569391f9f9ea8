/** Makes rows of tables out of the texts of passages, for what changed and no more. */
@NullMarked
package io.millrace.core.derive;

import org.jspecify.annotations.NullMarked;
