/**
 * Web pages: their main content with headings, lists, tables and code; no menus, scripts or
 * banners.
 */
@NullMarked
package io.millrace.parsers.html;

import org.jspecify.annotations.NullMarked;
