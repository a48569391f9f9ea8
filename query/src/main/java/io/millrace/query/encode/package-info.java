/** Makes vectors of questions: many at a time, recent ones once, and never more than can wait. */
@NullMarked
package io.millrace.query.encode;

import org.jspecify.annotations.NullMarked;
