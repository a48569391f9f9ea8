/** What callers are told: searches, documents, releases, under their groups and the deny list. */
@NullMarked
package io.millrace.query.answer;

import org.jspecify.annotations.NullMarked;
