/** Manual pages in troff source, with the man and the mdoc macros. */
@NullMarked
package io.millrace.parsers.manual;

import org.jspecify.annotations.NullMarked;
