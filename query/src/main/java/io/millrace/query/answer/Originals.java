package io.millrace.query.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.core.table.Ids;
import io.millrace.embedding.index.StoredDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that documents were read from. A file is given only where it still is what was
 * ingested, by its SHA-256: whatever else stands at its place now was not, and may be for other
 * eyes. May be used by several threads.
 */
final class Originals {
  private static final Logger LOG = LoggerFactory.getLogger(Originals.class);

  private final Cache<Key, String> hashes = Caffeine.newBuilder().maximumSize(10_000).build();

  private record Key(Path file, @Nullable Object inode, Instant modified, long bytes) {}

  /** The file of a document; empty where this machine does not have it as it was ingested. */
  Optional<Original> of(String release, StoredDocument document) {
    try {
      return read(release, document);
    } catch (IOException e) {
      LOG.warn("The original {} cannot be read: {}", document.uri(), e.toString());
      return Optional.empty();
    }
  }

  private Optional<Original> read(String release, StoredDocument document) throws IOException {
    Path file = local(document.uri());
    if (file == null || !Files.isRegularFile(file) || !Files.isReadable(file)) {
      return Optional.empty();
    }
    FileChannel channel = FileChannel.open(file);
    try {
      if (isStill(document, file, channel)) {
        String name = String.valueOf(file.getFileName());
        InputStream content = Channels.newInputStream(channel.position(0));
        return Optional.of(
            new Original(release, name, content, document.bytes(), document.mediaType()));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /** Looks at the very file that is open, so that none can take its place afterwards. */
  private boolean isStill(StoredDocument document, Path file, FileChannel channel)
      throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (channel.size() != document.bytes() || found.size() != document.bytes()) {
      return false;
    }
    Key key = new Key(file, found.fileKey(), found.lastModifiedTime().toInstant(), found.size());
    String hash = hashes.getIfPresent(key);
    if (hash == null) {
      hash = hash(channel);
      hashes.put(key, hash);
    }
    return hash.equals(document.contentHash());
  }

  private static @Nullable Path local(String uri) {
    try {
      return uri.startsWith("file:///") ? Path.of(URI.create(uri)) : null;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return null; // no place on this machine
    }
  }

  private static String hash(FileChannel channel) throws IOException {
    MessageDigest digest = Ids.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (channel.read(buffer.clear()) >= 0) {
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
