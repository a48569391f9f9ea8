package io.millrace.query.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.millrace.core.release.SharedFolder;
import io.millrace.core.table.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a warehouse's callers, in {@code access/keys.json}, which only its owner may read. A
 * key is {@code mr_ID_SECRET}: the id finds it, the SHA-256 of the secret is kept. The file is
 * replaced as a whole, by one writer at a time, so that every reader sees all of it or all of what
 * it was before; a service sees a change at the next request.
 *
 * <p>Safe for many threads and processes on one file system that renames atomically.
 */
public final class AccessKeys {
  private static final Pattern FORM = Pattern.compile("mr_([0-9a-z]{10})_([0-9A-Za-z_-]{43})");
  private static final String NO_HASH = "0".repeat(64);
  private static final int ID_LENGTH = 10;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          // a key that lost the line which says that it was revoked would be valid again
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Path folder;
  private volatile Read last = new Read(null, List.of());

  /** What the file said, and which file that was. */
  private record Read(@Nullable Stamp stamp, List<AccessKey> keys) {}

  /** Tells one file from the next: a replaced file is another one, with another key. */
  private record Stamp(@Nullable Object file, long modifiedNanos, long bytes) {}

  /** What the file holds. */
  private record Content(List<AccessKey> keys) {
    Content {
      keys = List.copyOf(keys);
    }
  }

  /** The keys in a folder, which need not exist yet. */
  public AccessKeys(Path folder) {
    this.folder = folder;
  }

  /**
   * A new key.
   *
   * @param secret what its bearer shows; it is not kept, and cannot be shown again
   * @param key what is kept of it
   */
  public record Created(String secret, AccessKey key) {}

  /**
   * Makes a key.
   *
   * @param expires when it ends, or null
   * @throws IllegalArgumentException where a key of that name is valid, or a name is not one
   */
  public Created create(String name, List<String> groups, @Nullable Instant expires)
      throws IOException {
    requireName("key", name);
    groups.forEach(group -> requireName("group", group));
    if (name.equals(Caller.PUBLIC)) {
      throw new IllegalArgumentException(
          "Cannot create a key named " + name + ": that is who has none");
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    AccessKey key = new AccessKey(newId(), name, groups, hash(text), now, expires, null);
    change(
        keys -> {
          if (keys.stream().anyMatch(each -> each.name().equals(name) && each.isValid(now))) {
            throw new IllegalArgumentException(
                "Cannot create a key named " + name + ": there is a valid one; revoke it first");
          }
          List<AccessKey> more = new ArrayList<>(keys);
          more.add(key);
          return more;
        });
    return new Created("mr_" + key.id() + "_" + text, key);
  }

  /** All keys, oldest first. */
  public List<AccessKey> list() throws IOException {
    return read();
  }

  /**
   * Ends a key for good.
   *
   * @param idOrName its id, or the name of a valid one
   * @throws IllegalArgumentException where there is no such valid key
   */
  public AccessKey revoke(String idOrName) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<AccessKey> revoked = new ArrayList<>();
    change(
        keys -> {
          List<AccessKey> after = new ArrayList<>();
          for (AccessKey key : keys) {
            boolean named = key.id().equals(idOrName) || key.name().equals(idOrName);
            if (named && key.isValid(now)) {
              revoked.add(
                  new AccessKey(
                      key.id(),
                      key.name(),
                      key.groups(),
                      key.hash(),
                      key.created(),
                      key.expires(),
                      now));
              after.add(revoked.get(0));
            } else {
              after.add(key);
            }
          }
          if (revoked.isEmpty()) {
            throw new IllegalArgumentException(
                "Cannot revoke '"
                    + idOrName
                    + "': no valid key has that name or id; valid are "
                    + keys.stream().filter(k -> k.isValid(now)).map(AccessKey::name).toList());
          }
          return after;
        });
    return revoked.get(0);
  }

  /**
   * Whose key this is, where it is valid now. What is not a key, an unknown one, and one with
   * another secret take the same steps, so that the time it takes tells nothing.
   *
   * @throws IOException where the keys cannot be read: then nobody is let in
   */
  public Optional<Caller> caller(String presented) throws IOException {
    List<AccessKey> keys = read();
    Matcher form = FORM.matcher(presented);
    boolean formed = form.matches();
    String id = formed ? form.group(1) : "";
    AccessKey found = null;
    for (AccessKey key : keys) {
      found = key.id().equals(id) ? key : found;
    }
    byte[] kept = HexFormat.of().parseHex(found == null ? NO_HASH : found.hash());
    byte[] shown = HexFormat.of().parseHex(hash(formed ? form.group(2) : presented));
    boolean same = MessageDigest.isEqual(kept, shown);
    return same && found != null && found.isValid(Instant.now())
        ? Optional.of(new Caller(found.name(), found.id(), Set.copyOf(found.groups())))
        : Optional.empty();
  }

  private List<AccessKey> read() throws IOException {
    Path file = folder.resolve("keys.json");
    Stamp stamp;
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      stamp =
          new Stamp(
              found.fileKey(),
              found.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
              found.size());
    } catch (NoSuchFileException e) {
      return List.of();
    }
    Read known = last;
    if (!stamp.equals(known.stamp())) {
      try {
        known = new Read(stamp, content(Files.readAllBytes(file)).keys());
      } catch (NoSuchFileException e) {
        return List.of();
      } catch (JsonProcessingException e) {
        throw new IOException("Cannot read the keys in " + file + ": " + e.getOriginalMessage(), e);
      }
      last = known;
    }
    return known.keys();
  }

  private static Content content(byte[] bytes) throws IOException {
    Content content = JSON.readValue(bytes, Content.class);
    if (content == null) {
      throw new IOException("Cannot read the keys: the file holds nothing");
    }
    return content;
  }

  private void change(Function<List<AccessKey>, List<AccessKey>> edit) throws IOException {
    SharedFolder shared = new SharedFolder(folder);
    shared.alone(
        () -> {
          String content = JSON.writeValueAsString(new Content(edit.apply(read())));
          shared.replace("keys.json", content, OWNER_ALONE);
          return content;
        });
  }

  private static void requireName(String what, String name) {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}")) {
      throw new IllegalArgumentException(
          "Cannot use "
              + what
              + " '"
              + name
              + "': a name is 1 to 64 letters, digits and ._@- and begins with a letter or digit");
    }
  }

  private static String newId() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(Character.forDigit(RANDOM.nextInt(36), 36));
    }
    return id.toString();
  }

  private static String hash(String secret) {
    return HexFormat.of().formatHex(Ids.sha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
  }
}
