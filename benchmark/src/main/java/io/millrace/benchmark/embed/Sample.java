package io.millrace.benchmark.embed;

import io.millrace.evaluation.dataset.BeirFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts of a corpus, the same ones at every run. */
final class Sample {
  private Sample() {}

  /**
   * Evenly spread texts, in the corpus's order: number i of n is document i · (size / n).
   *
   * @throws IOException where the corpus cannot be read or is smaller
   */
  static List<String> of(Path beir, int texts) throws IOException {
    List<String> all = new ArrayList<>();
    BeirFolder.open(beir, "test").forEachPassage(passage -> all.add(passage.content()));
    if (all.size() < texts) {
      throw new IOException(
          "Cannot take " + texts + " texts of " + beir + ": it has " + all.size());
    }
    List<String> sample = new ArrayList<>(texts);
    for (int i = 0; i < texts; i++) {
      sample.add(all.get(Math.toIntExact((long) i * all.size() / texts)));
    }
    return sample;
  }
}
