/**
 * What an evaluation leaves behind: a self-contained HTML page for people and a JSON file for
 * programs.
 */
@NullMarked
package io.millrace.evaluation.report;

import org.jspecify.annotations.NullMarked;
