/** The query service as a process of this machine: started, found and ended. */
@NullMarked
package io.millrace.cluster.service;

import org.jspecify.annotations.NullMarked;
