package io.millrace.benchmark.corpus;

import io.millrace.benchmark.report.Size;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench corpus}. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description = "Writes documents in html, md, txt, docx, xlsx and pdf, recombined from texts.",
    footer = {
      "",
      "The same options give the same bytes; fewer documents of a seed are the beginning of more.",
      "",
      "Examples:",
      "  millrace bench corpus --documents 10000 --out /tmp/corpus",
      "  millrace bench corpus --documents 100000 --out /tmp/corpus --from ~/texts --seed 7"
    })
public final class CorpusCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CorpusOptions texts = new CorpusOptions();

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "How many documents at most. Default 1000.")
  private int documents = 1_000;

  @Option(
      names = "--bytes",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "Stop at this many bytes. Default: at the documents.")
  private long bytes = Long.MAX_VALUE;

  @Option(
      names = "--bytes-per-document",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "Median of the text of a document; the mean is 1.65 times that. Default 6KB.")
  private long bytesPerDocument = Corpus.MEDIAN_BYTES;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to fill; it must be empty or absent.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    Corpus corpus = texts.open((int) bytesPerDocument);
    Corpus.Made made = corpus.write(out, documents, bytes);
    if (spec != null) {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%,d documents, %,d bytes, in %s: %s; %,d exact copies, %,d edited copies; %.1f s%n",
              made.documents(),
              made.bytes(),
              out,
              made.byFormat(),
              made.copies(),
              made.edits(),
              (System.nanoTime() - started) / 1e9);
    }
    return 0;
  }
}
