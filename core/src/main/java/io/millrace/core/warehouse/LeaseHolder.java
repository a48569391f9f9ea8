package io.millrace.core.warehouse;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Who holds a lease.
 *
 * @param host the machine: its name and, behind a {@code /}, what tells it from others of that name
 *     where the system has it (Linux): the boot's id and the process-id namespace
 * @param pid the process
 * @param started when the process started, so that a reused pid is not taken for the holder: in
 *     ticks since the boot, since a time of day would change for a running process when the clock
 *     is set; 0 where the system does not tell
 * @param runId the run
 * @param since when it got the lease
 */
record LeaseHolder(String host, long pid, long started, String runId, Instant since) {
  /** What the column holds. */
  private static final int LONGEST_HOST = 255;

  /** This process, for a run. */
  static LeaseHolder self(String runId, Instant since) {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(machine(), process.pid(), startOf(process.pid()), runId, since);
  }

  private static String machine() {
    return machine(hostName(), Path.of("/proc"));
  }

  /**
   * The machine whose processes this one sees. Machines and containers with equal names, and even
   * equal process ids, differ in it; after a reboot a machine is another, whose leases have to run
   * out.
   */
  static String machine(String name, Path proc) {
    String identity;
    try {
      identity =
          "/"
              + Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip()
              + "/"
              + Files.readSymbolicLink(proc.resolve("self/ns/pid"));
    } catch (IOException e) {
      return name; // no such system
    }
    return name.substring(0, Math.min(name.length(), LONGEST_HOST - identity.length())) + identity;
  }

  private static long startOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // the second field, a name in parentheses, may hold spaces: count from behind it
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
    } catch (IOException e) {
      return 0; // no such process, or no such system
    }
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

  /**
   * Whether this is a process of the same machine that has ended. A holder known by its name alone,
   * as older versions wrote it, is none where machines have more than a name.
   */
  boolean isDead() {
    if (!host.equals(machine())) {
      return false;
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> started == 0 || startOf(pid) == 0 || startOf(pid) == started)
        .isEmpty();
  }

  @Override
  public String toString() {
    return "run "
        + runId
        + " on "
        + host.split("/", 2)[0]
        + ", process "
        + pid
        + ", since "
        + since;
  }
}
