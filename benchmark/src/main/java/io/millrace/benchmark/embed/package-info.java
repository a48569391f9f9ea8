/** {@code millrace bench embed}: tokens a processor second, beside other runtimes. */
@NullMarked
package io.millrace.benchmark.embed;

import org.jspecify.annotations.NullMarked;
