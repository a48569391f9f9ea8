/**
 * Real servers for tests: each is a process of its own on a free port of the loopback interface,
 * started and stopped by the test that needs it.
 */
@NullMarked
package io.millrace.testing;

import org.jspecify.annotations.NullMarked;
