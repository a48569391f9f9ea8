/**
 * Raw blocks to cleaned text: one Unicode form, no invisible characters, wrapped lines rejoined, no
 * running page headers and footers; and the blocks with their spans in that text.
 */
@NullMarked
package io.millrace.ingestion.clean;

import org.jspecify.annotations.NullMarked;
