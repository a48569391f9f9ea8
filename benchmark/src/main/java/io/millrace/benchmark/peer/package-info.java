/** What Millrace is measured against: Python packages in an environment of their own. */
@NullMarked
package io.millrace.benchmark.peer;

import org.jspecify.annotations.NullMarked;
