@NullMarked
package io.millrace.embedding.index;

import org.jspecify.annotations.NullMarked;
