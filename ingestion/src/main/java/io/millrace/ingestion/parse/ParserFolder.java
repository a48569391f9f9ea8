package io.millrace.ingestion.parse;

import io.millrace.core.scratch.LockedFolder;
import io.millrace.core.table.RejectCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The private folder of one parser: {@code settings}, {@code spool} (the document being parsed),
 * {@code scratch} (the child's temporary files) and {@code lock}, which this process holds as long
 * as the folder is in use. A folder whose lock is free belonged to a process that was killed.
 */
final class ParserFolder implements AutoCloseable {
  private static final String PREFIX = "millrace-parser-";
  private static final int LONGEST_NAME_BYTES = 120;

  private final LockedFolder folder;

  private ParserFolder(LockedFolder folder) {
    this.folder = folder;
  }

  static ParserFolder create() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      LockedFolder folder = LockedFolder.create(temporary, PREFIX);
      Files.createDirectory(folder.root().resolve("spool"));
      Files.createDirectory(folder.root().resolve("scratch"));
      return new ParserFolder(folder);
    } catch (IOException e) {
      throw new ParserFailure("Cannot make a folder for the parser in " + temporary + ": " + e, e);
    }
  }

  Path root() {
    return folder.root();
  }

  Path spool() {
    return root().resolve("spool");
  }

  Path scratch() {
    return root().resolve("scratch");
  }

  /** Copies a document into the spool: reading may fail the document, writing fails the job. */
  Path spool(String name, InputStream content, long mostBytes) throws RejectedException {
    Path file = spool().resolve(fileName(name));
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        int count = read(name, content, buffer);
        if (count < 0) {
          break;
        }
        total += count;
        if (total > mostBytes) {
          throw new RejectedException(
              RejectCode.TOO_LARGE,
              "Cannot parse "
                  + name
                  + ": it has more than the "
                  + mostBytes
                  + " bytes that one file may have; raise the limit or split the file");
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      throw new ParserFailure("Cannot copy " + name + " to " + spool() + ": " + e, e);
    }
    if (total == 0) {
      throw new RejectedException(RejectCode.NO_TEXT, "Cannot parse " + name + ": it is empty");
    }
    return file;
  }

  private static int read(String name, InputStream content, byte[] buffer)
      throws RejectedException {
    try {
      return content.read(buffer);
    } catch (IOException e) {
      throw new RejectedException(
          RejectCode.UNREADABLE, "Cannot read " + name + ": " + e.getMessage());
    }
  }

  /** The name without folders and odd characters, short enough for a file system; keeps its end. */
  private static String fileName(String name) {
    String plain = name.substring(name.lastIndexOf('/') + 1).replaceAll("[\\p{Cntrl}\\\\:]", "_");
    int start = Math.max(0, plain.length() - LONGEST_NAME_BYTES / 3);
    if (start > 0 && Character.isLowSurrogate(plain.charAt(start))) {
      start++;
    }
    String end = plain.substring(start);
    return end.isEmpty() || end.startsWith(".") ? "document" + end : end;
  }

  /** Removes the document and whatever the child left of it. */
  void empty() {
    emptyFolder(spool());
    emptyScratch();
  }

  void emptyScratch() {
    emptyFolder(scratch());
  }

  private static void emptyFolder(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        LockedFolder.remove(entry);
      }
    } catch (IOException e) {
      throw new ParserFailure("Cannot empty the parser's folder " + folder + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      throw new ParserFailure("Cannot remove the parser's folder " + root() + ": " + e, e);
    }
  }
}
