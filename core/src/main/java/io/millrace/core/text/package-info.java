/** What jobs know in common of text as such. */
@NullMarked
package io.millrace.core.text;

import org.jspecify.annotations.NullMarked;
