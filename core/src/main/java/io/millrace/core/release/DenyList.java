package io.millrace.core.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.core.table.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What no release may show, whatever is in its index: {@code releases/deny.json}. It stands over
 * every release, and what is entered holds at once. There are two kinds of entry:
 *
 * <ul>
 *   <li>{@link Forgotten}: a person has named the document; nobody sees it, and it is not ingested.
 *   <li>{@link Narrowed}: the document lost a group in a revision; a generation as of an older one
 *       shows it only to who is in one of the groups that it has now.
 * </ul>
 *
 * <p>A missing file is an empty list. A damaged one is an error, and so nothing is shown. The file
 * is replaced as a whole under the lock of {@link Releases}, so writers and publishers exclude each
 * other, and readers need no lock. Memory: the whole list, about 150 bytes an entry.
 *
 * <p>Safe for many threads and processes.
 */
public final class DenyList {
  private static final String FILE = "deny.json";

  /** Stricter than for other files: what is missing here would be shown. */
  private static final ObjectReader READER =
      SharedFolder.JSON
          .readerFor(Form.class)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final SharedFolder folder;
  private @Nullable Known known;

  /**
   * A document that is never seen in any release and not ingested again.
   *
   * @param document its id
   * @param uri its canonical URI
   * @param why the reason given, may be empty
   * @param at when it was entered
   */
  public record Forgotten(String document, String uri, String why, Instant at) {}

  /**
   * A document that lost a group.
   *
   * @param document its id
   * @param groups who may see it now, perhaps nobody
   * @param revision the revision from which on its rows say so themselves
   */
  public record Narrowed(String document, List<String> groups, long revision) {
    public Narrowed {
      groups = List.copyOf(groups);
    }
  }

  /** The file: many documents are narrowed by one run, to the same groups. */
  private record Form(List<Forgotten> forgotten, List<Narrowing> narrowed) {}

  private record Narrowing(List<String> groups, long revision, List<String> documents) {}

  /** What tells one file from the next in its place. */
  private record Identity(@Nullable Object key, FileTime modified, long bytes) {}

  private record Known(@Nullable Identity identity, DenySnapshot snapshot) {}

  /** The list of the releases in {@code releases}, a folder that need not exist yet. */
  public DenyList(Path releases) {
    this.file = releases.resolve(FILE);
    this.folder = new SharedFolder(releases);
  }

  /**
   * The list as it is now. Costs a look at the file's attributes while it stays the same, and is
   * the same instance then.
   *
   * @throws ReleaseException where the file is damaged
   */
  public synchronized DenySnapshot snapshot() throws IOException {
    Identity now = identity();
    Known last = known;
    if (last == null || !Objects.equals(last.identity(), now)) {
      last = new Known(now, read());
      known = last;
    }
    return last.snapshot();
  }

  private @Nullable Identity identity() throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Identity(found.fileKey(), found.lastModifiedTime(), found.size());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private DenySnapshot read() throws IOException {
    Form form;
    try {
      form = READER.readValue(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return DenySnapshot.EMPTY;
    } catch (JsonProcessingException e) {
      throw damaged(e);
    }
    if (form == null) {
      throw damaged(null);
    }
    try {
      return snapshot(form);
    } catch (NullPointerException e) {
      throw damaged(null); // a null where an entry, a document or a group should be
    }
  }

  private static DenySnapshot snapshot(Form form) {
    Map<String, Forgotten> forgotten = new LinkedHashMap<>();
    form.forgotten().forEach(entry -> forgotten.put(entry.document(), entry));
    Map<String, Narrowed> narrowed = new HashMap<>();
    for (Narrowing each : form.narrowed()) {
      for (String document : each.documents()) {
        narrowed.put(document, new Narrowed(document, each.groups(), each.revision()));
      }
    }
    return new DenySnapshot(forgotten, narrowed);
  }

  private ReleaseException damaged(@Nullable JsonProcessingException cause) {
    return new ReleaseException(
        "Cannot read the deny list "
            + file
            + ": it is damaged ("
            + (cause == null ? "something in it is missing" : cause.getOriginalMessage())
            + "), and nothing is shown or ingested without it; restore it from a copy",
        cause);
  }

  /**
   * Enters documents as forgotten; one that is entered already gets the new reason and time.
   *
   * @param uris canonical URIs
   * @param why the reason, may be empty
   * @return the entries
   */
  public List<Forgotten> forget(Collection<String> uris, String why) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<Forgotten> entries =
        uris.stream()
            .distinct()
            .map(uri -> new Forgotten(Ids.document(uri), uri, why, now))
            .toList();
    return folder.alone(
        () -> {
          DenySnapshot before = read();
          Map<String, Forgotten> forgotten = new LinkedHashMap<>(before.byDocument());
          entries.forEach(entry -> forgotten.put(entry.document(), entry));
          write(forgotten.values(), before.narrowed());
          return entries;
        });
  }

  /**
   * Takes documents off the list that were forgotten; what was narrowed stays so. All or none.
   *
   * @param uris canonical URIs
   * @return the entries that stood there
   * @throws ReleaseException where one is not on it
   */
  public List<Forgotten> allow(Collection<String> uris) throws IOException {
    return folder.alone(
        () -> {
          DenySnapshot before = read();
          Map<String, Forgotten> forgotten = new LinkedHashMap<>(before.byDocument());
          List<Forgotten> removed = new ArrayList<>();
          for (String uri : uris.stream().distinct().toList()) {
            Forgotten entry = forgotten.remove(Ids.document(uri));
            if (entry == null) {
              throw new ReleaseException(
                  "Cannot allow " + uri + ": it is not on the deny list " + file);
            }
            removed.add(entry);
          }
          write(forgotten.values(), before.narrowed());
          return removed;
        });
  }

  /**
   * Enters documents as narrowed. The entry with the highest revision stands for a document, the
   * new one among equals.
   *
   * @param permitted throws where the caller may no longer write; asked under the lock, so that one
   *     who was frozen and followed cannot undo what the follower has entered
   */
  public void narrow(Collection<Narrowed> entries, Runnable permitted) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    folder.alone(
        () -> {
          permitted.run();
          DenySnapshot before = read();
          Map<String, Narrowed> narrowed = new HashMap<>();
          before.narrowed().forEach(entry -> narrowed.put(entry.document(), entry));
          for (Narrowed entry : entries) {
            narrowed.merge(
                entry.document(),
                entry,
                (old, next) -> old.revision() > next.revision() ? old : next);
          }
          write(before.forgotten(), narrowed.values());
          return true;
        });
  }

  /**
   * Drops narrowed entries that no generation needs.
   *
   * @param oldest the oldest revision that any generation is or will be as of
   * @return how many
   */
  public int prune(long oldest) throws IOException {
    if (snapshot().narrowed().stream().noneMatch(entry -> entry.revision() <= oldest)) {
      return 0;
    }
    return folder.alone(
        () -> {
          DenySnapshot before = read();
          List<Narrowed> kept =
              before.narrowed().stream().filter(entry -> entry.revision() > oldest).toList();
          write(before.forgotten(), kept);
          return before.narrowed().size() - kept.size();
        });
  }

  private void write(Collection<Forgotten> forgotten, Collection<Narrowed> narrowed)
      throws IOException {
    record Kind(List<String> groups, long revision) {}
    Map<Kind, List<String>> documents = new LinkedHashMap<>();
    for (Narrowed entry : narrowed) {
      documents
          .computeIfAbsent(new Kind(entry.groups(), entry.revision()), kind -> new ArrayList<>())
          .add(entry.document());
    }
    List<Narrowing> narrowings = new ArrayList<>();
    documents.forEach(
        (kind, ids) ->
            narrowings.add(
                new Narrowing(kind.groups(), kind.revision(), ids.stream().sorted().toList())));
    Form form = new Form(List.copyOf(forgotten), narrowings);
    folder.replace(FILE, SharedFolder.JSON.writeValueAsString(form) + "\n");
  }
}
