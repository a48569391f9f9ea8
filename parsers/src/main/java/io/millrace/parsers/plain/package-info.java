/** Plain text: paragraphs, lists, code and headings told by layout. */
@NullMarked
package io.millrace.parsers.plain;

import org.jspecify.annotations.NullMarked;
