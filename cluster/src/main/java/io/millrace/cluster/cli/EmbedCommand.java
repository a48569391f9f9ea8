package io.millrace.cluster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace embed}. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = "Computes the vectors of passages that have none yet.",
    footer = {
      "",
      "Example:",
      "  millrace embed",
      "  millrace embed --model /models/my-multilingual-encoder --precision fp32"
    })
final class EmbedCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private EncoderOptions encoder = new EncoderOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Override
  public Integer call() throws Exception {
    try (JobRun jobs = JobRun.open(common.settings(encoder.flags()), "embed", common.err())) {
      var done = Steps.embed(jobs, writer.leaseWait());
      common.print(Steps.embedJson(done), Steps.embedText(done));
    }
    return 0;
  }
}
