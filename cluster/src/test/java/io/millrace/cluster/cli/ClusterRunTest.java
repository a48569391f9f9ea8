package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cluster.layout.Layout;
import io.millrace.cluster.standalone.ClusterException;
import io.millrace.cluster.standalone.ClusterProcess;
import io.millrace.cluster.standalone.ClusterState;
import io.millrace.cluster.standalone.StandaloneCluster;
import io.millrace.core.settings.Settings;
import io.millrace.testing.PostgreSql;
import io.millrace.testing.S3Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same documents on a laptop's Spark with SQLite and a folder, and on a standalone cluster with
 * PostgreSQL and an object store, all of them real processes: both must end with the same rows and
 * the same answers, also where a worker is killed in between.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterRunTest {
  private static final Path SAMPLES = Path.of("../samples/documents");
  private static final String MAIN = "io.millrace.cluster.cli.Millrace";
  private static final List<String> QUESTIONS =
      List.of(
          "why did a spillway gate get stuck in the flood",
          "annual paid holiday of an office worker",
          "the password of the archive room is under the heron",
          "电厂巡检时要注意什么",
          "蓝莓值班室在哪里",
          "2026年产品价格");

  @TempDir static Path folder;
  private static PostgreSql database;
  private static S3Store store;
  private static Launcher laptop;
  private static Launcher cluster;
  private static StandaloneCluster machines;
  private static Path documents;
  private static Path layout;

  @BeforeAll
  static void start() throws IOException {
    layout = Path.of(System.getProperty("millrace.layout"));
    documents = documents(folder.resolve("my documents 文档"));
    database = PostgreSql.start();
    store = S3Store.start();
    laptop =
        new Launcher(layout, folder, Map.of("MILLRACE_WAREHOUSE", folder.resolve("w").toString()));
    Map<String, String> remote = new LinkedHashMap<>();
    remote.put("MILLRACE_WAREHOUSE", "s3a://" + store.bucket() + "/base");
    remote.put("MILLRACE_INDEX_FOLDER", folder.resolve("shared").toString());
    remote.put("MILLRACE_CATALOG_URI", database.newDatabase());
    remote.put("MILLRACE_CATALOG_USER", PostgreSql.USER);
    remote.put("MILLRACE_CATALOG_PASSWORD", database.password());
    remote.put("MILLRACE_S3_ENDPOINT", store.endpoint());
    remote.put("MILLRACE_S3_ACCESS_KEY", store.accessKey());
    remote.put("MILLRACE_S3_SECRET_KEY", store.secretKey());
    cluster = new Launcher(layout, folder, remote);
    machines = new StandaloneCluster(new Layout(layout), folder.resolve("machines"), message -> {});
  }

  @AfterAll
  static void stop() {
    if (machines != null) {
      machines.down();
    }
    if (store != null) {
      store.close();
    }
    if (database != null) {
      database.close();
    }
  }

  private static Path documents(Path target) throws IOException {
    for (String name :
        List.of(
            "press/2025-10-10-silverfin-opening.html",
            "incidents/2025-07-flood-report.pdf",
            "handbook/02-working-hours-and-leave.docx",
            "it/证书轮换手册.md",
            "it/postmortem-2025-02-14-scada-outage.md",
            "明沙电站/电厂巡检要点.txt",
            "销售/产品价格表2026.xlsx")) {
      Path copy = target.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(SAMPLES.resolve(name), copy);
    }
    byte[] note = "蓝莓值班室搬到了三楼。\n\n请大家相互转告。\n".getBytes(StandardCharsets.UTF_8);
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(target.resolve("notices.zip")))) {
      zip.putNextEntry(new ZipEntry("通知.txt"));
      zip.write(note);
    }
    byte[] text =
        "The password of the archive room is under the heron.\n".getBytes(StandardCharsets.UTF_8);
    try (SevenZOutputFile archive =
        new SevenZOutputFile(target.resolve("archive-room.7z").toFile())) {
      archive.setContentCompression(SevenZMethod.DEFLATE);
      SevenZArchiveEntry entry = new SevenZArchiveEntry();
      entry.setName("room.txt");
      entry.setSize(text.length);
      entry.setLastModifiedTime(FileTime.fromMillis(0)); // Tika rejects an entry without one
      archive.putArchiveEntry(entry);
      archive.write(text);
      archive.closeArchiveEntry();
    }
    return target;
  }

  @Test
  @Order(1)
  void aWorkerMayDieInMidRun() throws Exception {
    JsonNode up =
        laptop.json(
            "cluster",
            "up",
            "--workers",
            "2",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--port",
            "0",
            "--folder",
            folder.resolve("machines").toString());
    assertThat(up.get("alive_workers").asInt()).isEqualTo(2);

    Launcher.Running run = submit(layout.resolve("millrace.jar"), MAIN, ingest(documents, "mine"));
    killOneThatParses(run.process());
    JsonNode done = run.json();

    JsonNode local = laptop.json(withOptions(ingest(documents, "mine"), "--master", "local[2]"));
    for (String count :
        List.of("revision", "discovered", "new", "live", "duplicates", "rejected", "chunks")) {
      assertThat(done.at("/ingest/" + count)).as(count).isEqualTo(local.at("/ingest/" + count));
    }
    assertThat(done.at("/ingest/live").asInt()).isEqualTo(9);
    assertThat(done.at("/index/chunks")).isEqualTo(local.at("/index/chunks"));
  }

  @Test
  @Order(2)
  void tablesAndAnswersAreTheSame() throws Exception {
    TableContents here = TableContents.of(settings(laptop));
    TableContents there = TableContents.of(settings(cluster));
    assertThat(there.documents()).hasSize(9).isEqualTo(here.documents());
    assertThat(there.vectors().keySet()).isEqualTo(here.vectors().keySet());
    assertThat(there.leastCosine(here)).isGreaterThan(0.9999);
    for (String question : QUESTIONS) {
      assertThat(answers(folder.resolve("shared"), question))
          .as(question)
          .isEqualTo(answers(folder.resolve("w"), question));
    }
    assertThat(answers(folder.resolve("shared"), QUESTIONS.get(2)).get(0))
        .contains("archive-room.7z");
    assertThat(answers(folder.resolve("shared"), QUESTIONS.get(4)).get(0)).contains("notices.zip");
  }

  @Test
  @Order(3)
  void upStartsTheDeadWorkerAgainAndASourceMayBeOnTheStore() throws Exception {
    assertThat(machines.status().dead()).containsExactly("worker-1");
    ClusterState state = machines.status().state().orElseThrow();
    assertThat(machines.up(state.size(), 0).whole()).isTrue();
    put(SAMPLES.resolve("handbook/01-who-we-are.docx"), "inbox/handbook 手册.docx");

    JsonNode done =
        submit(
                layout.resolve("millrace.jar"),
                MAIN,
                ingest("s3a://" + store.bucket() + "/inbox", "inbox"))
            .json();

    assertThat(done.at("/ingest/live").asInt()).isEqualTo(1);
    assertThat(answers(folder.resolve("shared"), "who we are"))
        .anyMatch(hit -> hit.contains("s3a://"));
  }

  /** Puts a file into the store, as another program would. */
  private static void put(Path file, String key) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.s3a.endpoint", store.endpoint());
    hadoop.set("fs.s3a.access.key", store.accessKey());
    hadoop.set("fs.s3a.secret.key", store.secretKey());
    hadoop.set("fs.s3a.path.style.access", "true");
    hadoop.set("fs.s3a.directory.marker.retention", "keep");
    URI target = URI.create("s3a://" + store.bucket() + "/");
    try (FileSystem files = FileSystem.newInstance(target, hadoop)) {
      files.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(file.toUri()),
          new org.apache.hadoop.fs.Path(target.toString() + key));
    }
  }

  @Test
  @Order(4)
  void aUsersOwnJobReadsTheTables() throws Exception {
    Path jar = UserJob.jar(Path.of("../samples/jobs/LanguageReport.java"), folder);

    String output = submit(jar, "LanguageReport").output();

    assertThat(output.lines().map(line -> line.split("\t", -1)[1])).contains("en", "zh");
    assertThat(output.lines().mapToInt(line -> Integer.parseInt(line.split("\t", -1)[2])).sum())
        .isEqualTo(10);
    assertThat(output.lines()).allMatch(line -> line.startsWith("2\t"));
  }

  @Test
  @Order(5)
  void whatCannotStartSaysWhy() throws IOException {
    ClusterState state = machines.status().state().orElseThrow();
    assertThat(code(() -> machines.up(state.size(), 0)))
        .isEqualTo(ClusterException.Code.ALREADY_UP);
    StandaloneCluster other =
        new StandaloneCluster(new Layout(layout), folder.resolve("other"), message -> {});
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(code(() -> other.up(state.size(), taken.getLocalPort())))
          .isEqualTo(ClusterException.Code.PORT_TAKEN);
    }
    assertThat(other.status().processes()).isEmpty();

    // as after a kill of 'up' itself: nothing is noted, and the processes are found all the same
    Files.delete(folder.resolve("machines/cluster.json"));
    assertThat(machines.down()).hasSize(3);
    assertThat(machines.status().processes()).isEmpty();
    assertThat(machines.down()).isEmpty();
  }

  private static ClusterException.Code code(Runnable work) {
    return catchThrowableOfType(ClusterException.class, work::run).code();
  }

  /** Kills the first worker with its executor once that has begun to parse. */
  private static void killOneThatParses(Process run) {
    ClusterProcess worker =
        machines.status().processes().stream()
            .filter(each -> each.role().equals("worker-1"))
            .findFirst()
            .orElseThrow();
    long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    List<ProcessHandle> below;
    do {
      assertThat(run.isAlive() && System.nanoTime() < end).as("worker-1 parses").isTrue();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      below = worker.handle().descendants().toList(); // its executor, and that one's parser
    } while (below.size() < 2);
    List<ProcessHandle> all = new ArrayList<>(below);
    all.add(worker.handle());
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static Launcher.Running submit(Path jar, String main, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("submit", "--master", machines.status().state().orElseThrow().master()));
    all.addAll(List.of("--executor-memory", "700m", "--class", main, jar.toString()));
    all.addAll(List.of(arguments));
    if (main.equals(MAIN)) {
      all.add("--json");
    }
    return cluster.start(all.toArray(String[]::new));
  }

  private static String[] ingest(Object source, String name) {
    return new String[] {"run", "--source", source.toString(), "--name", name};
  }

  private static String[] withOptions(String[] arguments, String... options) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private static Settings settings(Launcher launcher) {
    return Settings.load(Optional.empty(), launcher.environment(), Map.of());
  }

  /** What a question finds under {@code index/} and {@code releases/} of a folder. */
  private static List<String> answers(Path place, String question) {
    List<String> answers = new ArrayList<>();
    for (JsonNode hit :
        CommandLineRun.json(place, "search", question, "--k", "5").done().get("hits")) {
      answers.add(
          hit.get("uri").asText() + " " + hit.get("chunk").asText() + " " + hit.get("text"));
    }
    return answers;
  }
}
