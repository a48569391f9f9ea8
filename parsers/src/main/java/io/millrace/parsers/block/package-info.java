/**
 * What the parsers write: blocks as XHTML that the pipeline reads back, and the text of bytes in an
 * unknown charset.
 */
@NullMarked
package io.millrace.parsers.block;

import org.jspecify.annotations.NullMarked;
