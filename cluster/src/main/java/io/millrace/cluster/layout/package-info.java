/**
 * The folder that the build makes and everything runs from, and what processes must be told of it.
 */
@NullMarked
package io.millrace.cluster.layout;

import org.jspecify.annotations.NullMarked;
