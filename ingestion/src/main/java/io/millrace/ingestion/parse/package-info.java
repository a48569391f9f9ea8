/**
 * Bytes to blocks. Tika and our own parsers run in a child process with its own class path, heap
 * and clock, so that a document that hangs, explodes or crashes costs itself only; what comes back
 * is XHTML, which is read here into raw blocks: headings, paragraphs, list items, tables and code.
 */
@NullMarked
package io.millrace.ingestion.parse;

import org.jspecify.annotations.NullMarked;
