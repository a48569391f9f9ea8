/**
 * Settings: typed sections read from a YAML file, the environment and command-line flags, flags
 * first. All problems are reported at once, and a key nobody knows is refused.
 */
@NullMarked
package io.millrace.core.settings;

import org.jspecify.annotations.NullMarked;
