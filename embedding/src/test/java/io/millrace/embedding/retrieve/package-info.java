@NullMarked
package io.millrace.embedding.retrieve;

import org.jspecify.annotations.NullMarked;
