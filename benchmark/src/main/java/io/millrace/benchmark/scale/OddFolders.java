package io.millrace.benchmark.scale;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that are no one's everyday: one large file, very many names. Made once. */
final class OddFolders {
  private static final String LINE =
      "%d: the gauge at the weir read %d cm, the gates stood at %d %%, and nothing else was noted.%n";

  private OddFolders() {}

  /** A folder with one text of at least so many bytes, made of paragraphs of ten lines. */
  static Path largeText(Path folder, long bytes) throws IOException {
    Path file = folder.resolve("log.txt");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = folder.resolve(".log.part");
      try (BufferedWriter text = Files.newBufferedWriter(part)) {
        long written = 0;
        for (long line = 1; written < bytes; line++) {
          String next = LINE.formatted(line, line * 7 % 900, line * 13 % 101);
          text.write(next);
          written += next.length();
          if (line % 10 == 0) {
            text.newLine();
            written++;
          }
        }
      }
      Files.move(part, file);
    }
    return folder;
  }

  /** A folder with so many text files of one line, all of them different. */
  static Path names(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("note-" + i + ".txt");
      if (!Files.exists(file)) {
        Files.writeString(file, "Note " + i + " of the gauge at the weir.\n");
      }
    }
    return folder;
  }
}
