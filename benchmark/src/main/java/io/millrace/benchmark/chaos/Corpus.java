package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The documents of each night: small samples and generated ones. From one night to the next three
 * change, one comes, one goes and one moves. The same seed gives the same bytes and file times.
 */
final class Corpus {
  private static final int SAMPLES = 12;
  private static final int GENERATED = 8;
  private static final long LARGEST_SAMPLE = 4_000;
  private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);
  private static final List<String> ENGLISH =
      List.of(
          "the",
          "river",
          "gate",
          "turbine",
          "inspection",
          "report",
          "valve",
          "operator",
          "winter",
          "flood",
          "level",
          "pump",
          "safety",
          "contract",
          "was",
          "checked",
          "before",
          "repair");
  private static final List<String> CHINESE =
      List.of("水库", "泄洪", "巡检", "大坝", "闸门", "记录", "安全", "电站", "今年", "完成", "检修", "水位");

  private final List<SortedMap<String, byte[]>> nights = new ArrayList<>();
  private final SortedMap<String, byte[]> other = new TreeMap<>();

  private Corpus() {}

  /**
   * The documents of some nights.
   *
   * @param samples the folder of sample documents
   */
  static Corpus of(Path samples, int nights, long seed) throws IOException {
    Random random = new Random(seed);
    Corpus corpus = new Corpus();
    SortedMap<String, byte[]> files = new TreeMap<>(small(samples));
    for (int i = 0; i < GENERATED; i++) {
      files.put("made/note-" + i + ".md", text(random));
    }
    corpus.nights.add(files);
    for (int night = 2; night <= nights; night++) {
      files = new TreeMap<>(files);
      List<String> names = new ArrayList<>(files.keySet());
      for (int i = 0; i < 3; i++) {
        files.put("made/note-" + random.nextInt(GENERATED) + ".md", text(random));
      }
      files.put("made/night-" + night + ".md", text(random));
      files.remove(names.get(random.nextInt(names.size())));
      String moved = new ArrayList<>(files.keySet()).get(random.nextInt(files.size()));
      byte[] content = files.remove(moved);
      files.put("moved-" + night + "-" + Path.of(moved).getFileName(), content);
      corpus.nights.add(files);
    }
    for (int i = 0; i < 4; i++) {
      corpus.other.put("other-" + i + ".md", text(random));
    }
    return corpus;
  }

  private static Map<String, byte[]> small(Path samples) throws IOException {
    SortedMap<String, byte[]> chosen = new TreeMap<>();
    try (Stream<Path> files = Files.walk(samples)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (chosen.size() < SAMPLES && Files.size(file) < LARGEST_SAMPLE) {
          chosen.put(samples.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return chosen;
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder("# ").append(words(random, ENGLISH, 3)).append("\n\n");
    text.append(words(random, ENGLISH, 30 + random.nextInt(60))).append(".\n\n## 记录\n\n");
    text.append(words(random, CHINESE, 10 + random.nextInt(40)).replace(" ", "")).append("。\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String words(Random random, List<String> from, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(from.get(random.nextInt(from.size())));
    }
    return words.toString();
  }

  int nights() {
    return nights.size();
  }

  /** Makes {@code folder} hold the documents of a night, from 1, and no others. */
  void show(Path folder, int night) throws IOException {
    write(folder, nights.get(night - 1));
  }

  /** Makes {@code folder} hold the documents of the second source. */
  void showOther(Path folder) throws IOException {
    write(folder, other);
  }

  private static void write(Path folder, SortedMap<String, byte[]> files) throws IOException {
    remove(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
      Files.setLastModifiedTime(path, TIME);
    }
  }

  /** Removes a file or folder, if it is there. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
