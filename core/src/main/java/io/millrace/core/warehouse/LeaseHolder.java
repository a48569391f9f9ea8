package io.millrace.core.warehouse;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;

/**
 * Who holds a lease.
 *
 * @param host the machine
 * @param pid the process
 * @param started when the process started, in milliseconds since 1970, so that a reused pid is not
 *     taken for the holder; 0 where the system does not tell
 * @param runId the run
 * @param since when it got the lease
 */
record LeaseHolder(String host, long pid, long started, String runId, Instant since) {
  /** This process, for a run. */
  static LeaseHolder self(String runId, Instant since) {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(hostName(), process.pid(), startOf(process), runId, since);
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      throw new WarehouseException(
          WarehouseException.Code.STORAGE,
          "Cannot take a lease: the name of this machine is unknown: " + e.getMessage(),
          e);
    }
  }

  /** Whether this is a process of the same machine that has ended. */
  boolean isDead() {
    if (!host.equals(hostName())) {
      return false;
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> started == 0 || startOf(process) == 0 || startOf(process) == started)
        .isEmpty();
  }

  @Override
  public String toString() {
    return "run " + runId + " on " + host + ", process " + pid + ", since " + since;
  }
}
