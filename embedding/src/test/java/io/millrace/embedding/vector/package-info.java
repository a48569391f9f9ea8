@NullMarked
package io.millrace.embedding.vector;

import org.jspecify.annotations.NullMarked;
