/** Which language a text is in, told from its script and its commonest words. */
@NullMarked
package io.millrace.ingestion.language;

import org.jspecify.annotations.NullMarked;
