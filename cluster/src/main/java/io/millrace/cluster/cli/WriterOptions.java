package io.millrace.cluster.cli;

import io.millrace.core.warehouse.LeaseWait;
import picocli.CommandLine.Option;

/** What a command that writes does while another one writes. */
final class WriterOptions {
  @Option(
      names = "--no-wait",
      description = "Fail at once, naming the holder, where another run writes the same thing.")
  private boolean noWait;

  LeaseWait leaseWait() {
    return noWait ? LeaseWait.FAIL : LeaseWait.WAIT;
  }
}
