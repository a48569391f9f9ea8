package io.millrace.embedding.index;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** What removing these folders gives back, all together. What vanishes meanwhile counts not. */
  public static DiskSpace of(List<Path> folders) throws IOException {
    Sum sum = new Sum();
    for (Path folder : folders) {
      Files.walkFileTree(folder, sum);
    }
    return new DiskSpace(sum.names, sum.bytes);
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private final Map<Object, Integer> seen = new HashMap<>();
    private long names;
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      try {
        if (attributes.isRegularFile()) {
          bytes += isLast(file) ? attributes.size() : 0;
          names++;
        }
      } catch (NoSuchFileException e) {
        // it went just now
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isLast(Path file) throws IOException {
      if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        return true;
      }
      Object inode = Files.getAttribute(file, IDENTITY, LinkOption.NOFOLLOW_LINKS);
      int links = (Integer) Files.getAttribute(file, LINKS, LinkOption.NOFOLLOW_LINKS);
      return seen.merge(inode, 1, Integer::sum) == links;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
