package io.millrace.core.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be set, with its default. Precedence: flags, then the environment ({@code
 * MILLRACE_SECTION_KEY}), then the file, then the defaults below.
 *
 * @param warehouse folder or URI of the warehouse; default {@code ./warehouse}
 * @param master Spark master; default {@code local[*]}
 * @param catalog section {@code catalog}
 * @param s3 section {@code s3}
 * @param parser section {@code parser}
 * @param chunker section {@code chunker}
 * @param encoder section {@code encoder}
 * @param index section {@code index}
 * @param maintenance section {@code maintenance}
 * @param lease section {@code lease}
 * @param query section {@code query}
 * @param model section {@code model}
 * @param neo4j section {@code neo4j}
 */
public record Settings(
    String warehouse,
    String master,
    Catalog catalog,
    S3 s3,
    Parser parser,
    Chunker chunker,
    Encoder encoder,
    Index index,
    Maintenance maintenance,
    Lease lease,
    QuerySettings query,
    ModelSettings model,
    Neo4j neo4j) {

  /**
   * The database that holds the catalog, leases and revisions.
   *
   * @param uri {@code uri}: JDBC URI of PostgreSQL or SQLite, without user and password; default
   *     {@code catalog.db} in the warehouse
   * @param user {@code user}: default none
   * @param password {@code password}: default none
   */
  public record Catalog(Optional<String> uri, Optional<String> user, Optional<Secret> password) {}

  /**
   * The store behind {@code s3a:} locations.
   *
   * @param endpoint {@code endpoint}: URI of the store; default Amazon's
   * @param region {@code region}: default what the endpoint says
   * @param accessKey {@code access-key}: default what Amazon's own chain finds, such as {@code
   *     AWS_ACCESS_KEY_ID} or the machine's role
   * @param secretKey {@code secret-key}: with {@code access-key}
   */
  public record S3(
      Optional<String> endpoint,
      Optional<String> region,
      Optional<String> accessKey,
      Optional<Secret> secretKey) {}

  /**
   * Limits of the process that parses documents.
   *
   * @param heap {@code heap}: Java heap of one parser process, in bytes; default 1 GB
   * @param timeout {@code timeout}: longest time for one document; default 2 minutes
   * @param maxFile {@code max-file}: largest file, in bytes; default 512 MB
   * @param maxText {@code max-text}: largest parsed text, in bytes of UTF-8; default 64 MB
   */
  public record Parser(long heap, Duration timeout, long maxFile, long maxText) {}

  /**
   * How documents are cut into chunks.
   *
   * @param strategy {@code strategy}: structure, fixed or recursive; default structure
   * @param size {@code size}: tokens a chunk aims at, context not counted; default 256
   * @param overlap {@code overlap}: tokens repeated between neighbours; default 32
   */
  public record Chunker(ChunkingStrategy strategy, int size, int overlap) {}

  /** The ways to cut a document. */
  public enum ChunkingStrategy {
    /** By headings, tables, code and sentences. */
    STRUCTURE,
    /** Every so many tokens. */
    FIXED,
    /** By ever finer separators. */
    RECURSIVE
  }

  /**
   * Which models encode texts, and how.
   *
   * @param model {@code model}: one multilingual model (built-in name or folder) in place of the
   *     two below; default none
   * @param english {@code english}: for texts that are not Chinese; default bge-small-en-v1.5
   * @param chinese {@code chinese}: for Chinese texts; default bge-small-zh-v1.5
   * @param precision {@code precision}: auto, fp32, bf16 or fp16; default auto (by device)
   * @param device {@code device}: auto, cpu or cuda; default auto
   */
  public record Encoder(
      Optional<String> model, String english, String chinese, Precision precision, Device device) {}

  /** Arithmetic of an encoder. */
  public enum Precision {
    AUTO,
    FP32,
    BF16,
    FP16
  }

  /** Where an encoder computes. */
  public enum Device {
    AUTO,
    CPU,
    CUDA
  }

  /**
   * How index generations are built.
   *
   * @param shards {@code shards}: Lucene directories a generation has; default 1
   * @param ramBuffer {@code ram-buffer}: memory of one shard's writer, in bytes; default 256 MB
   * @param folder {@code folder}: local or mounted folder that holds {@code index/}, {@code
   *     releases/} and {@code cache/}; default the warehouse, where that is a folder itself
   */
  public record Index(int shards, long ramBuffer, Optional<String> folder) {}

  /**
   * What maintenance keeps.
   *
   * @param keepRevisions {@code keep-revisions}: how many of the last revisions documents stay
   *     exact as of; default 10
   * @param keepReleases {@code keep-releases}: how many releases stay; default 5
   * @param grace {@code grace}: how long what was replaced stays for readers; default 1 hour
   */
  public record Maintenance(int keepRevisions, int keepReleases, Duration grace) {}

  /**
   * How long a writer may be silent before another takes over.
   *
   * @param duration {@code duration}: a lease is renewed every sixth of it; default 1 minute, at
   *     least 3 seconds; the same for all who write one warehouse
   */
  public record Lease(Duration duration) {
    /** The shortest: a renewal must find its turn on a busy machine. */
    static final Duration SHORTEST = Duration.ofSeconds(3);
  }

  /**
   * The graph database.
   *
   * @param uri {@code uri}: its Bolt URI; default a server of the warehouse's own on this machine
   * @param user {@code user}: default neo4j
   * @param password {@code password}: of the server that {@code uri} names; default none
   * @param heap {@code heap}: Java heap of the warehouse's own server, in bytes; default 512 MB
   * @param pageCache {@code page-cache}: its memory for pages of files, in bytes; default 256 MB
   * @param patience {@code patience}: how long a load waits for a server that is away; default 5
   *     minutes
   */
  public record Neo4j(
      Optional<String> uri,
      String user,
      Optional<Secret> password,
      long heap,
      long pageCache,
      Duration patience) {
    /** Less, and the server does not start. */
    static final long LEAST_HEAP = 128L << 20;
  }

  /**
   * Reads all sources.
   *
   * @throws SettingsException with every problem at once
   */
  public static Settings load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
    List<SettingsSource> sources = new ArrayList<>();
    sources.add(SettingsSource.flags(flags));
    sources.add(SettingsSource.environment(environment));
    file.ifPresent(path -> sources.add(SettingsSource.file(path)));
    SettingsReader reader = new SettingsReader(sources);
    Settings settings = read(reader);
    reader.check(
        settings.chunker().overlap() * 2 <= settings.chunker().size(),
        "Cannot use chunker.overlap "
            + settings.chunker().overlap()
            + ": it must be at most half of chunker.size "
            + settings.chunker().size());
    reader.check(
        settings.lease().duration().compareTo(Lease.SHORTEST) >= 0,
        "Cannot use lease.duration "
            + settings.lease().duration().toMillis()
            + "ms: it must be at least "
            + Lease.SHORTEST.toSeconds()
            + "s");
    reader.check(
        settings.s3().accessKey().isPresent() == settings.s3().secretKey().isPresent(),
        "Cannot use s3.access-key and s3.secret-key one without the other: give both or neither");
    settings.query().check(reader);
    settings.model().check(reader);
    reader.check(
        settings.neo4j().uri().isPresent() || settings.neo4j().password().isEmpty(),
        "Cannot use neo4j.password without neo4j.uri: the server of the warehouse has its own");
    reader.check(
        settings.neo4j().heap() >= Neo4j.LEAST_HEAP,
        "Cannot use neo4j.heap "
            + (settings.neo4j().heap() >> 20)
            + "MB: it must be at least "
            + (Neo4j.LEAST_HEAP >> 20)
            + "MB");
    reader.finish();
    return settings;
  }

  /** Every key there is, sorted. */
  static Set<String> keys() {
    SettingsReader reader = new SettingsReader(List.of());
    read(reader);
    return reader.known();
  }

  private static Settings read(SettingsReader reader) {
    return new Settings(
        reader.text("warehouse", "./warehouse"),
        reader.text("master", "local[*]"),
        new Catalog(
            reader.optionalText("catalog.uri"),
            reader.optionalText("catalog.user"),
            reader.optionalText("catalog.password").map(Secret::new)),
        new S3(
            reader.optionalText("s3.endpoint"),
            reader.optionalText("s3.region"),
            reader.optionalText("s3.access-key"),
            reader.optionalText("s3.secret-key").map(Secret::new)),
        new Parser(
            reader.size("parser.heap", 1L << 30),
            reader.duration("parser.timeout", Duration.ofMinutes(2)),
            reader.size("parser.max-file", 512L << 20),
            reader.size("parser.max-text", 64L << 20)),
        new Chunker(
            reader.choice("chunker.strategy", ChunkingStrategy.STRUCTURE),
            reader.count("chunker.size", 256, 16, 8192),
            reader.count("chunker.overlap", 32, 0, 4096)),
        new Encoder(
            reader.optionalText("encoder.model"),
            reader.text("encoder.english", "bge-small-en-v1.5"),
            reader.text("encoder.chinese", "bge-small-zh-v1.5"),
            reader.choice("encoder.precision", Precision.AUTO),
            reader.choice("encoder.device", Device.AUTO)),
        new Index(
            reader.count("index.shards", 1, 1, 1024),
            reader.size("index.ram-buffer", 256L << 20),
            reader.optionalText("index.folder")),
        new Maintenance(
            reader.count("maintenance.keep-revisions", 10, 1, 1_000_000),
            reader.count("maintenance.keep-releases", 5, 1, 1_000_000),
            reader.duration("maintenance.grace", Duration.ofHours(1))),
        new Lease(reader.duration("lease.duration", Duration.ofMinutes(1))),
        QuerySettings.read(reader),
        ModelSettings.read(reader),
        new Neo4j(
            reader.optionalText("neo4j.uri"),
            reader.text("neo4j.user", "neo4j"),
            reader.optionalText("neo4j.password").map(Secret::new),
            reader.size("neo4j.heap", 512L << 20),
            reader.size("neo4j.page-cache", 256L << 20),
            reader.duration("neo4j.patience", Duration.ofMinutes(5))));
  }
}
