package io.millrace.benchmark.search;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of this process. */
final class ProcessClock {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ProcessClock() {}

  /** Seconds since the process began: all threads, also the compiler's and the collector's. */
  static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }

  /**
   * Processor time in milliseconds of the threads that run Java code, to the microsecond: without
   * the compiler, the collector, and what they wait for a core.
   */
  static double threadMillis() {
    long nanos = 0;
    for (long thread : THREADS.getAllThreadIds()) {
      nanos += Math.max(0, THREADS.getThreadCpuTime(thread)); // -1 once it has ended
    }
    return nanos / 1e6;
  }
}
