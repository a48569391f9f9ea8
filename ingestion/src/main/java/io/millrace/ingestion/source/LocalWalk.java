package io.millrace.ingestion.source;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Lists one location of the local file system, following links but no loops. */
final class LocalWalk {
  private static final String GLOB = ".*[*?\\[{].*";

  private final SourceLister lister;
  private final String location;

  LocalWalk(SourceLister lister, String location) {
    this.lister = lister;
    this.location = location;
  }

  void run() throws IOException {
    Path path = CanonicalUri.path(location);
    if (Files.exists(path)) {
      addRoot(path);
      return;
    }
    List<Path> matches = location.matches(GLOB) ? matches(path) : List.of();
    if (matches.isEmpty()) {
      throw new SourceException("Cannot list " + location + ": there is no such file or folder");
    }
    for (Path match : matches) {
      addRoot(match);
    }
  }

  private void addRoot(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      walk(root);
    } else if (Files.isRegularFile(root)) {
      lister.add(CanonicalUri.of(root), Files.size(root));
    } else {
      throw new SourceException("Cannot list " + location + ": it is neither a file nor a folder");
    }
  }

  private static List<Path> matches(Path pattern) throws IOException {
    Path base = pattern;
    while (base.toString().matches(GLOB) || !Files.exists(base)) {
      Path parent = base.getParent();
      if (parent == null) {
        return List.of();
      }
      base = parent;
    }
    boolean anyDepth = pattern.toString().contains("**");
    int depth = anyDepth ? Integer.MAX_VALUE : pattern.getNameCount() - base.getNameCount();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    List<Path> matches = new ArrayList<>();
    Path start = base;
    Files.walkFileTree(
        base,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(start)) {
              return FileVisitResult.CONTINUE;
            }
            return look(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            look(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          private boolean look(Path path) {
            boolean matching =
                matcher.matches(path)
                    && !SourceLister.isIgnored(path.getFileName().toString())
                    && Files.exists(path);
            if (matching) {
              matches.add(path);
            }
            return matching;
          }
        });
    return matches;
  }

  private void walk(Path root) throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(root) && isIgnored(folder)) {
              lister.skip(CanonicalUri.of(folder));
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String link = file.toUri().toString();
            if (isIgnored(file)) {
              lister.skip(link);
            } else if (attributes.isSymbolicLink()) {
              lister.skip(link);
              lister.warn(link, "the link " + link + " leads nowhere");
            } else if (attributes.isRegularFile()) {
              lister.add(CanonicalUri.of(file), attributes.size());
            } else {
              lister.skip(link);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE; // its files are listed already
            }
            throw new SourceException(
                "Cannot list " + file + ", a part of " + location + ": " + e, e);
          }
        });
  }

  private static boolean isIgnored(Path path) {
    Path name = path.getFileName();
    return name != null && SourceLister.isIgnored(name.toString());
  }
}
