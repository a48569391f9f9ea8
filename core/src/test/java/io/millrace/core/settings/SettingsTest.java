package io.millrace.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void defaultsAreUsable() {
    Settings settings = Settings.load(Optional.empty(), Map.of(), Map.of());

    assertThat(settings.warehouse()).isEqualTo("./warehouse");
    assertThat(settings.master()).isEqualTo("local[*]");
    assertThat(settings.parser())
        .isEqualTo(new Settings.Parser(1L << 30, Duration.ofMinutes(2), 512L << 20, 64L << 20));
    assertThat(settings.chunker())
        .isEqualTo(new Settings.Chunker(Settings.ChunkingStrategy.STRUCTURE, 256, 32));
    assertThat(settings.encoder().english()).isEqualTo("bge-small-en-v1.5");
    assertThat(settings.encoder().model()).isEmpty();
    assertThat(settings.index().shards()).isEqualTo(1);
    assertThat(settings.maintenance())
        .isEqualTo(new Settings.Maintenance(10, 5, Duration.ofHours(1)));
    assertThat(settings.lease().duration()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.model())
        .isEqualTo(
            new ModelSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "USD",
                Optional.empty(),
                4,
                Duration.ofMinutes(2),
                5,
                2_048,
                ModelSettings.Format.JSON_SCHEMA,
                ModelSettings.Parameters.CHAT));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Path file =
        write(
            """
            warehouse: /data/base
            master: local[2]
            catalog: {uri: "jdbc:postgresql://db/base", user: writer, password: swordfish}
            s3: {endpoint: "http://store:9000", region: eu-west-1, access-key: a, secret-key: k}
            parser: {heap: 2GB, timeout: 30s, max-file: 64MB, max-text: 5KB}
            chunker: {strategy: recursive, size: 128, overlap: 16}
            encoder: {model: /models/m, english: all-MiniLM-L6-v2, chinese: c, precision: fp32, device: cpu}
            index: {shards: 4, ram-buffer: 32MB, folder: /mnt/index}
            maintenance: {keep-revisions: 30, keep-releases: 3, grace: 2d}
            lease: {duration: 10s}
            query:
              host: 0.0.0.0
              port: 8443
              access: key
              operators: night-shift
              administrators: graph-keepers
              max-k: 50
              max-query: 500
              max-body: 64KB
              max-batch: 8
              rate: 0
              concurrent: 4
              queue: 64
              logs: /var/log/millrace
              poll: 5s
              keystore: /etc/millrace.p12
              keystore-password: herring
            model:
              uri: https://models.example/v1
              name: small-4
              key: mackerel
              input-price: 0.15
              output-price: 0.6
              currency: CNY
              budget: 12.5
              concurrency: 16
              timeout: 45s
              attempts: 3
              max-output: 4096
              format: json-object
              parameters: reasoning
            neo4j:
              uri: bolt://graph:7687
              user: loader
              password: mackerel
              heap: 2GB
              page-cache: 1GB
              patience: 10m
            """);

    Settings settings = Settings.load(Optional.of(file), Map.of(), Map.of());

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "/data/base",
                "local[2]",
                new Settings.Catalog(
                    Optional.of("jdbc:postgresql://db/base"),
                    Optional.of("writer"),
                    Optional.of(new Secret("swordfish"))),
                new Settings.S3(
                    Optional.of("http://store:9000"),
                    Optional.of("eu-west-1"),
                    Optional.of("a"),
                    Optional.of(new Secret("k"))),
                new Settings.Parser(2L << 30, Duration.ofSeconds(30), 64L << 20, 5L << 10),
                new Settings.Chunker(Settings.ChunkingStrategy.RECURSIVE, 128, 16),
                new Settings.Encoder(
                    Optional.of("/models/m"),
                    "all-MiniLM-L6-v2",
                    "c",
                    Settings.Precision.FP32,
                    Settings.Device.CPU),
                new Settings.Index(4, 32L << 20, Optional.of("/mnt/index")),
                new Settings.Maintenance(30, 3, Duration.ofDays(2)),
                new Settings.Lease(Duration.ofSeconds(10)),
                new QuerySettings(
                    "0.0.0.0",
                    8443,
                    QuerySettings.Access.KEY,
                    "night-shift",
                    Optional.of("graph-keepers"),
                    50,
                    500,
                    64L << 10,
                    8,
                    0,
                    4,
                    64,
                    Optional.of("/var/log/millrace"),
                    Duration.ofSeconds(5),
                    Optional.of("/etc/millrace.p12"),
                    Optional.of(new Secret("herring"))),
                new ModelSettings(
                    Optional.of("https://models.example/v1"),
                    Optional.of("small-4"),
                    Optional.of(new Secret("mackerel")),
                    Optional.of(new BigDecimal("0.15")),
                    Optional.of(new BigDecimal("0.6")),
                    "CNY",
                    Optional.of(new BigDecimal("12.5")),
                    16,
                    Duration.ofSeconds(45),
                    3,
                    4096,
                    ModelSettings.Format.JSON_OBJECT,
                    ModelSettings.Parameters.REASONING),
                new Settings.Neo4j(
                    Optional.of("bolt://graph:7687"),
                    "loader",
                    Optional.of(new Secret("mackerel")),
                    2L << 30,
                    1L << 30,
                    Duration.ofMinutes(10))));
    assertThat(settings.toString())
        .doesNotContain("swordfish", "herring", "mackerel")
        .contains("***");
  }

  @Test
  void aStoresKeysComeInPairs() {
    assertThat(
            catchThrowableOfType(
                    SettingsException.class,
                    () ->
                        Settings.load(
                            Optional.empty(), Map.of("MILLRACE_S3_ACCESS_KEY", "a"), Map.of()))
                .problems())
        .singleElement()
        .asString()
        .contains("s3.secret-key");
  }

  @Test
  void aModelsBudgetNeedsPricesAndItsUriHoldsNoSecret() throws IOException {
    assertThat(
            problems(
                write(
                    "model: {uri: \"https://me:herring@host/v1\", budget: 3, output-price: 1,"
                        + " input-price: -1, timeout: 5ms}\n")))
        .hasSize(5)
        .noneMatch(line -> line.contains("herring"))
        .anyMatch(line -> line.contains("model.uri") && line.contains("https://host/v1"))
        .anyMatch(line -> line.contains("model.budget without"))
        .anyMatch(line -> line.contains("one without the other"))
        .anyMatch(line -> line.contains("model.input-price") && line.contains("'-1'"))
        .anyMatch(line -> line.contains("model.timeout 5ms"));
    assertThat(problems(write("model: {uri: \"https://host/v1?key=herring\"}\n")))
        .singleElement()
        .asString()
        .doesNotContain("herring");
  }

  @Test
  void aServerOfTheWarehousesOwnHasItsOwnPassword() {
    assertThat(
            catchThrowableOfType(
                    SettingsException.class,
                    () ->
                        Settings.load(
                            Optional.empty(),
                            Map.of("MILLRACE_NEO4J_PASSWORD", "a", "MILLRACE_NEO4J_HEAP", "64MB"),
                            Map.of()))
                .problems())
        .hasSize(2)
        .anyMatch(line -> line.contains("neo4j.uri"))
        .anyMatch(line -> line.contains("64MB") && line.contains("128MB"));
  }

  @Test
  void flagsWinOverEnvironmentOverFile() throws IOException {
    Path file = write("chunker: {size: 100, overlap: 1}\nmaster: local[1]\n");

    Settings settings =
        Settings.load(
            Optional.of(file),
            Map.of("MILLRACE_CHUNKER_SIZE", "200", "MILLRACE_PARSER_MAX_FILE", "1MB", "PATH", "x"),
            Map.of("chunker.size", "300"));

    assertThat(settings.chunker().size()).isEqualTo(300);
    assertThat(settings.chunker().overlap()).isEqualTo(1);
    assertThat(settings.parser().maxFile()).isEqualTo(1L << 20);
    assertThat(settings.master()).isEqualTo("local[1]");
  }

  @Test
  void allProblemsAreReportedAtOnce() throws IOException {
    Path file = write("chunker:\n  size: huge\n  overlapp: 3\nparser:\n  timeout: 5 minutes\n");

    SettingsException problems =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                Settings.load(
                    Optional.of(file),
                    Map.of("MILLRACE_INDEX_SHARDS", "0", "MILLRACE_LEASE_DURATION", "900ms"),
                    Map.of()));

    assertThat(problems.problems())
        .hasSize(5)
        .anyMatch(line -> line.contains("lease.duration 900ms") && line.contains("3s"))
        .anyMatch(line -> line.contains("chunker.size") && line.contains("'huge'"))
        .anyMatch(
            line ->
                line.contains("parser.timeout")
                    && line.contains("'5 minutes'")
                    && line.contains("30s"))
        .anyMatch(line -> line.contains("MILLRACE_INDEX_SHARDS") && line.contains("'0'"))
        .anyMatch(
            line ->
                line.contains("chunker.overlapp")
                    && line.contains("did you mean chunker.overlap?"));
  }

  @Test
  void everyKeyIsDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/settings.md"));

    assertThat(Settings.keys()).allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
  }

  @Test
  void brokenFilesAreNamed() throws IOException {
    assertThat(problems(write("a: [1\nb: }")).get(0)).contains("settings.yaml", "line");
    assertThat(problems(folder.resolve("missing.yaml")).get(0)).contains("missing.yaml");
    assertThat(problems(write("just words"))).hasSize(1);
  }

  private static List<String> problems(Path file) {
    return catchThrowableOfType(
            SettingsException.class, () -> Settings.load(Optional.of(file), Map.of(), Map.of()))
        .problems();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), yaml);
  }
}
