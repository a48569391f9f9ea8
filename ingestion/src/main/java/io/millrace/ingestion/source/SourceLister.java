package io.millrace.ingestion.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists files, folders and globs. A name given that does not exist, a glob that matches nothing and
 * a folder that cannot be read each fail the listing: what is not seen must not be taken for gone.
 * What is listed twice, by nested roots or by links, counts once. For one thread.
 */
public final class SourceLister {
  private final TreeMap<String, ListedFile> files = new TreeMap<>();
  private final TreeMap<String, String> warnings = new TreeMap<>();
  private final TreeMap<String, Boolean> skipped = new TreeMap<>();

  private SourceLister() {}

  /**
   * Lists a source.
   *
   * @param locations plain paths and URIs; {@code * ? [ ] { }} make a glob where no file has that
   *     very name
   * @throws SourceException if any of them cannot be listed
   */
  public static Listing list(Collection<String> locations) {
    if (locations.isEmpty()) {
      throw new SourceException("Cannot list a source: no file, folder or glob is named");
    }
    SourceLister lister = new SourceLister();
    for (String location : locations) {
      try {
        if (CanonicalUri.isRemote(location)) {
          lister.listRemote(location);
        } else {
          new LocalWalk(lister, location).run();
        }
      } catch (IOException e) {
        throw new SourceException("Cannot list " + location + ": " + e, e);
      }
    }
    return new Listing(
        List.copyOf(lister.files.values()),
        lister.skipped.size(),
        List.copyOf(lister.warnings.values()));
  }

  /** Whether a file or folder of this name is left out. */
  static boolean isIgnored(String name) {
    return name.startsWith(".")
        || name.startsWith("~$")
        || name.toLowerCase(Locale.ROOT).equals("thumbs.db");
  }

  void add(String uri, long bytes) {
    files.put(uri, new ListedFile(uri, bytes));
    if (!CanonicalUri.isUtf8(uri)) {
      warn(uri, "the name of " + uri + " is not valid UTF-8; it is shown with replacements");
    }
  }

  void skip(String uri) {
    skipped.put(uri, true);
  }

  void warn(String uri, String warning) {
    warnings.put(uri, warning);
  }

  private void listRemote(String location) throws IOException {
    Path path = new Path(URI.create(CanonicalUri.of(location)));
    FileSystem system;
    try {
      system = RemoteFiles.systemOf(path);
    } catch (RuntimeException e) { // how Hadoop says that a file system's classes are not there
      throw new SourceException("Cannot list " + location + ": " + e.getMessage(), e);
    }
    FileStatus[] roots;
    try {
      roots = new FileStatus[] {system.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      roots = system.globStatus(path);
      if (roots == null || roots.length == 0) {
        throw new SourceException(
            "Cannot list " + location + ": there is no such file or folder", e);
      }
    }
    for (FileStatus root : roots) {
      if (root.isFile()) {
        add(root.getPath().toUri().toASCIIString(), root.getLen());
      } else {
        listRemoteFolder(system, root.getPath());
      }
    }
  }

  private void listRemoteFolder(FileSystem system, Path folder) throws IOException {
    RemoteIterator<LocatedFileStatus> children = system.listLocatedStatus(folder);
    while (children.hasNext()) {
      LocatedFileStatus child = children.next();
      String uri = child.getPath().toUri().toASCIIString();
      if (isIgnored(child.getPath().getName())) {
        skip(uri);
      } else if (child.isDirectory()) {
        listRemoteFolder(system, child.getPath());
      } else {
        add(uri, child.getLen());
      }
    }
  }
}
