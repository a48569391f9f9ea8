/**
 * A request on its way: who asks, what is asked, what is wrong with it, and what is noted of it.
 */
@NullMarked
package io.millrace.query.request;

import org.jspecify.annotations.NullMarked;
