package io.millrace.core.maintenance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which files are rewritten, and which of them together.
 *
 * <p>A file is <i>small</i> below {@value #SMALL_BYTES} bytes, and <i>wasteful</i> where at least
 * one in {@value #WASTEFUL_SHARE} of its rows may go (with {@link Depth#FULL}: any row). Small and
 * wasteful files of a band, in their order, are packed into groups of up to {@value #GROUP_BYTES}
 * bytes; a group is rewritten where it has a wasteful file or at least {@value #FEWEST} files.
 */
final class FileSelection {
  static final long GROUP_BYTES = 128L << 20;
  static final long SMALL_BYTES = 96L << 20;
  static final int FEWEST = 5;
  static final int WASTEFUL_SHARE = 5;

  private final Depth depth;

  FileSelection(Depth depth) {
    this.depth = depth;
  }

  /** files → groups to rewrite, each into one file. */
  List<FileGroup> groups(List<TableFile> files) {
    Map<String, List<TableFile>> bands =
        files.stream()
            .filter(file -> isWasteful(file) || isSmall(file))
            .sorted(
                Comparator.comparingLong(TableFile::order)
                    .thenComparing(each -> each.file().location()))
            .collect(Collectors.groupingBy(TableFile::band, TreeMap::new, Collectors.toList()));
    List<FileGroup> groups = new ArrayList<>();
    for (List<TableFile> band : bands.values()) {
      pack(band, groups);
    }
    return groups;
  }

  private void pack(List<TableFile> band, List<FileGroup> groups) {
    List<TableFile> open = new ArrayList<>();
    long bytes = 0;
    for (TableFile file : band) {
      if (bytes + file.bytes() > GROUP_BYTES) {
        close(open, groups);
        bytes = 0;
      }
      open.add(file);
      bytes += file.bytes();
    }
    close(open, groups);
  }

  private void close(List<TableFile> open, List<FileGroup> groups) {
    if (open.size() >= FEWEST || open.stream().anyMatch(this::isWasteful)) {
      groups.add(new FileGroup(open));
    }
    open.clear();
  }

  private static boolean isSmall(TableFile file) {
    return file.bytes() < SMALL_BYTES;
  }

  private boolean isWasteful(TableFile file) {
    return file.removable() > 0
        && (depth == Depth.FULL || file.removable() * WASTEFUL_SHARE >= file.file().recordCount());
  }
}
