/** Source code and configuration, whose lines and indentation are meant. */
@NullMarked
package io.millrace.parsers.code;

import org.jspecify.annotations.NullMarked;
