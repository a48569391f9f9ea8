package io.millrace.query.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.embedding.index.StoredDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (found.size() != document.bytes()) {
      return Optional.empty();
    }
    Key key = new Key(file, found.fileKey(), found.lastModifiedTime().toInstant(), found.size());
    String hash = hashes.getIfPresent(key);
    if (hash == null) {
      hash = hash(file);
      hashes.put(key, hash);
    }
    return hash.equals(document.contentHash())
        ? Optional.of(new Original(release, file, found.size(), document.mediaType()))
        : Optional.empty();
  }

  private static @Nullable Path local(String uri) {
    try {
      return uri.startsWith("file:///") ? Path.of(URI.create(uri)) : null;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return null; // no place on this machine
    }
  }

  private static String hash(Path file) throws IOException {
    try (InputStream bytes =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) bytes).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
