package io.millrace.core.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.core.table.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The newest rows of {@code runs} as a file beside the releases, {@code releases/runs.json}, for
 * who has no tables. The run ledger writes it, one writer at a time; readers see the file before or
 * after, whole.
 *
 * @param recorded how many runs the ledger had when the file was written
 * @param runs the newest of them by start, newest first, at most {@value #MOST}
 */
public record RecentRuns(long recorded, List<Run> runs) {
  /** How many runs the file holds at most. */
  public static final int MOST = 100;

  private static final String FILE = "runs.json";

  public RecentRuns {
    runs = runs.stream().sorted(Comparator.comparing(Run::started).reversed()).limit(MOST).toList();
  }

  /**
   * The newest runs of a warehouse; none where there is no file yet.
   *
   * @param releases the folder of releases
   * @throws IOException where the file cannot be read or is damaged; the next run makes it anew
   */
  public static RecentRuns read(Path releases) throws IOException {
    Path file = releases.resolve(FILE);
    try {
      RecentRuns read = SharedFolder.JSON.readValue(Files.readAllBytes(file), RecentRuns.class);
      if (read == null) {
        throw new IOException("Cannot read the runs " + file + ": it holds nothing");
      }
      return read;
    } catch (NoSuchFileException e) {
      return new RecentRuns(0, List.of());
    } catch (JsonProcessingException e) {
      throw new IOException(
          "Cannot read the runs " + file + ": it is damaged: " + e.getOriginalMessage(), e);
    }
  }

  /** The same with one run more. */
  public RecentRuns with(Run run) {
    return new RecentRuns(recorded + 1, Stream.concat(Stream.of(run), runs.stream()).toList());
  }

  /** Replaces the file. For the run ledger, under its lease. */
  public void write(Path releases) throws IOException {
    Files.createDirectories(releases);
    new SharedFolder(releases).replace(FILE, SharedFolder.JSON.writeValueAsString(this) + "\n");
  }
}
