/** Markdown with front matter, tables and fenced code. */
@NullMarked
package io.millrace.parsers.markdown;

import org.jspecify.annotations.NullMarked;
