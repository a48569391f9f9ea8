/** Judges how well records of the same thing are found, on data sets whose matches are known. */
@NullMarked
package io.millrace.evaluation.resolution;

import org.jspecify.annotations.NullMarked;
