/**
 * What the query service shows: pages made from plain records, in Chinese and English. Nothing here
 * knows HTTP or an index; whoever answers a request fills the records and sends what {@link
 * io.millrace.query.page.Pages} makes of them. Templates are compiled with the program and escape
 * every value for the place where it stands.
 */
@NullMarked
package io.millrace.query.page;

import org.jspecify.annotations.NullMarked;
