/**
 * The pages over HTTP: what a browser asks for becomes a question, the answer a page. What pages
 * look like is in {@link io.millrace.query.page}.
 */
@NullMarked
package io.millrace.query.site;

import org.jspecify.annotations.NullMarked;
