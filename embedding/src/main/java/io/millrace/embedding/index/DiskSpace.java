package io.millrace.embedding.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What removing some folders gives back. Generations share files by hard links: the bytes of one
 * come back with its last link only.
 *
 * @param files how many names go
 * @param bytes how many bytes come back
 */
public record DiskSpace(long files, long bytes) {
  private static final String LINKS = "unix:nlink";
  private static final String IDENTITY = "unix:ino";

  /** What removing these folders gives back, all together. */
  public static DiskSpace of(List<Path> folders) throws IOException {
    long names = 0;
    long bytes = 0;
    Map<Object, Integer> seen = new HashMap<>();
    for (Path folder : folders) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(folder)) {
        files = walk.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        names++;
        if (isLast(file, seen)) {
          bytes += Files.size(file);
        }
      }
    }
    return new DiskSpace(names, bytes);
  }

  private static boolean isLast(Path file, Map<Object, Integer> seen) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return true;
    }
    Object inode = Files.getAttribute(file, IDENTITY, LinkOption.NOFOLLOW_LINKS);
    int links = (Integer) Files.getAttribute(file, LINKS, LinkOption.NOFOLLOW_LINKS);
    return seen.merge(inode, 1, Integer::sum) == links;
  }
}
