package io.millrace.benchmark.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Of what a benchmark makes its corpora. */
public final class CorpusOptions {
  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Folder with html, txt, md and jsonl files to make documents of; may be repeated."
              + " Default: the samples.")
  private List<Path> from = List.of();

  @Option(names = "--seed", paramLabel = "S", description = "Default 1.")
  private long seed = 1;

  /** Opens the maker of the corpora. */
  public Corpus open() throws IOException {
    return open(Corpus.MEDIAN_BYTES);
  }

  /**
   * Opens the maker of corpora with documents of another size.
   *
   * @param medianBytes of the text of a document
   */
  Corpus open(int medianBytes) throws IOException {
    return Corpus.open(new Corpus.Config(orSamples(from), seed, medianBytes));
  }

  /** The folders, or where there are none the samples of the checkout. */
  public static List<Path> orSamples(List<Path> folders) {
    return folders.isEmpty() ? List.of(samples()) : folders;
  }

  /** The samples of the checkout. */
  public static Path samples() {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty("millrace.samples"), "the launcher sets millrace.samples"));
  }

  /** What the corpora are made of, for a report. */
  public String from() {
    return from.isEmpty() ? "samples/" : from.toString();
  }

  /**
   * A corpus that was made before under this name, or a new one.
   *
   * @param work where corpora lie; what is there was made with the same options
   * @return the folder
   */
  public static Path made(Corpus corpus, Path work, String name, int documents, long bytes)
      throws IOException {
    Path folder = work.resolve(name);
    Path mark = work.resolve(name + ".made");
    if (!Files.exists(mark)) {
      corpus.write(folder, documents, bytes);
      Files.writeString(mark, "");
    }
    return folder;
  }

  /** How many files there are and how large they are together. */
  public record Extent(int files, long bytes) {
    /** Of all files below a folder. */
    public static Extent of(Path folder) throws IOException {
      int files = 0;
      long bytes = 0;
      if (Files.exists(folder)) {
        try (Stream<Path> walk = Files.walk(folder)) {
          for (Path file : walk.filter(Files::isRegularFile).toList()) {
            files++;
            bytes += Files.size(file);
          }
        }
      }
      return new Extent(files, bytes);
    }

    /** In millions of bytes. */
    public double megabytes() {
      return bytes / 1e6;
    }
  }
}
