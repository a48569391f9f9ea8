package io.millrace.embedding.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a generation is: the content of its {@value #FILE}, which is written last. A folder without
 * one is not a generation.
 *
 * @param format version of the layout, {@value #FORMAT} today; 1 has neither what facets and
 *     suggestions need nor rejected documents
 * @param generation its id, which is also the name of its folder; ids sort by revision and age
 * @param revision the revision it was built as of
 * @param parent the generation it was derived from, or null when it was built from nothing
 * @param documents how many documents it holds
 * @param chunks how many passages it holds
 * @param encoders whose vectors it holds
 * @param shards number of folders {@code shard-0}, {@code shard-1} …
 * @param vectors how vectors are stored
 * @param analysis which full-text fields it has
 * @param lucene the version of Lucene that wrote it
 */
public record Manifest(
    int format,
    String generation,
    long revision,
    @Nullable String parent,
    long documents,
    long chunks,
    EncoderSet encoders,
    int shards,
    VectorStorage vectors,
    Analysis analysis,
    String lucene) {

  /** The version of the layout that this code writes and the newest that it reads. */
  public static final int FORMAT = 2;

  /** Name of the file. */
  public static final String FILE = "generation.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * Reads the manifest of a generation.
   *
   * @throws IOException when the folder is not a generation, or one of a newer format
   */
  public static Manifest read(Path generation) throws IOException {
    Path file = generation.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "Cannot open generation " + generation + ": it has no " + FILE + " and so is not whole");
    }
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      int format = tree.path("format").asInt();
      if (format < 1 || format > FORMAT) {
        throw new IOException(
            "Cannot open generation "
                + generation
                + ": its format is "
                + format
                + ", but this version reads up to "
                + FORMAT);
      }
      return JSON.treeToValue(tree, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new IOException("Cannot open generation " + generation + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the manifest durably under a name of its own, where no reader sees it.
   *
   * @return that name, for {@link #show}
   */
  String stage(Path folder) throws IOException {
    String staged = FILE + "." + UUID.randomUUID();
    Path unfinished = folder.resolve(staged);
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(this));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return staged;
  }

  /**
   * Makes a staged manifest the generation's, all or nothing, durably.
   *
   * @throws java.nio.file.NoSuchFileException where another writer has removed the folder meanwhile
   */
  static void show(Path folder, String staged) throws IOException {
    Files.move(folder.resolve(staged), folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    IOUtils.fsync(folder, true);
  }

  /**
   * Whether a generation with these settings can be derived from this one: not from one of an older
   * format, which lacks fields that every Lucene document must have.
   */
  public boolean fits(IndexSettings settings) {
    return format == FORMAT
        && encoders.equals(settings.encoders())
        && shards == settings.shards()
        && vectors == settings.vectors()
        && analysis == settings.analysis();
  }

  /** The folder of a shard. */
  static Path shard(Path generation, int number) {
    return generation.resolve("shard-" + number);
  }
}
