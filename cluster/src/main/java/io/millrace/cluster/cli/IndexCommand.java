package io.millrace.cluster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace index}. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description =
        "Builds an index generation of the newest revision, from the last generation and the changes.",
    footer = {"", "Example:", "  millrace index", "  millrace index --warehouse /data/base --json"})
final class IndexCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private EncoderOptions encoder = new EncoderOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Override
  public Integer call() throws Exception {
    try (JobRun jobs = JobRun.open(common.settings(encoder.flags()), "index", common.err())) {
      var done = Steps.index(jobs, writer.leaseWait());
      common.print(Steps.indexJson(done), Steps.indexText(done));
    }
    return 0;
  }
}
