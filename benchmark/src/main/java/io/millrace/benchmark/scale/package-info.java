/** {@code bench scale}: whether a document costs the same among thousands as among millions. */
@NullMarked
package io.millrace.benchmark.scale;

import org.jspecify.annotations.NullMarked;
