/** Processes that outlive the command which starts them: started, found again, and ended. */
@NullMarked
package io.millrace.core.process;

import org.jspecify.annotations.NullMarked;
