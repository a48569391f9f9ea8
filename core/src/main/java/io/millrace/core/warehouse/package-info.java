/**
 * Where the tables live: the catalog and its database, the tables and their settings, leases that
 * let one writer at a time work, and the way rows become files and files become visible. What a
 * revision means is said one package further.
 */
@NullMarked
package io.millrace.core.warehouse;

import org.jspecify.annotations.NullMarked;
