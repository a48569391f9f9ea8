/**
 * Judged data: BEIR-layout folders and question files, read one line at a time, with errors that
 * name file and line.
 */
@NullMarked
package io.millrace.evaluation.dataset;

import org.jspecify.annotations.NullMarked;
