package io.millrace.graph.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.settings.SettingsException;
import io.millrace.core.table.Fact;
import io.millrace.graph.extract.BuiltInExtractor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DictionaryTest {
  @TempDir Path folder;

  private Dictionary read(String yaml) throws IOException {
    Path file = folder.resolve("dictionary.yaml");
    Files.writeString(file, yaml);
    return Dictionary.read(List.of(file));
  }

  private static List<String> in(Dictionary dictionary, String text) {
    List<String> found = new ArrayList<>();
    dictionary.find(
        text,
        each ->
            found.add(
                each.type() + " " + text.substring(each.start(), each.end()) + "=" + each.value()));
    return found;
  }

  private static final String STATION =
      """
      names:
        - {name: 明沙电站, type: place, aliases: [Mingsha Power Station, MPS]}
      patterns:
        - {type: identifier, pattern: 'WO-\\d{6}'}
      """;

  @Test
  void aliasesStandForTheName() throws IOException {
    assertThat(in(read(STATION), "MPS, that is 明沙电站的机组, has order WO-123456."))
        .containsExactly("place MPS=明沙电站", "place 明沙电站=明沙电站", "identifier WO-123456=WO-123456");
  }

  @Test
  void aLatinNameIsNotFoundWithinAWord() throws IOException {
    assertThat(in(read(STATION), "COMPSTAT MPSX")).isEmpty();
    assertThat(in(read(STATION), "在MPS工作")).containsExactly("place MPS=明沙电站");
  }

  @Test
  void theFingerprintFollowsTheContent() throws IOException {
    String first = read(STATION).fingerprint();
    assertThat(read(STATION + "\n").fingerprint()).isEqualTo(first);
    assertThat(read(STATION.replace("place", "organization")).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void itTravelsToExecutors() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(read(STATION));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in((Dictionary) in.readObject(), "WO-123456 of MPS"))
          .containsExactly("place MPS=明沙电站", "identifier WO-123456=WO-123456");
    }
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> read("names:\n  - {name: 明沙电站}"))
        .hasMessageContaining("dictionary.yaml")
        .hasMessageContaining("has no type");
    assertThatThrownBy(
            () -> read("names:\n  - {name: A1, type: place}\n  - {name: A1, type: person}"))
        .hasMessageContaining("names[1] says twice what A1 is: A1 (place) and A1 (person)");
    assertThatThrownBy(() -> read("patterns:\n  - {type: x, pattern: '(a'}"))
        .hasMessageContaining("the pattern (a, which is wrong");
    assertThatThrownBy(() -> read("name: x"))
        .hasMessageContaining("it has name, known are names, patterns, relations and events");
    assertThatThrownBy(() -> read("- a"))
        .hasMessageContaining("neither names nor patterns nor relations nor events");
  }

  private static final String RULES =
      """
      names:
        - {name: Pump P-17, type: pump}
        - {name: Hall Four, type: hall}
      relations:
        - type: stands_in
          subject: [pump]
          object: [hall]
          between: ['(stands|is) in']
      events:
        - type: overhaul
          object: [pump]
          verbs: [grease, 加油]
          happens: [leak, 漏油]
      """;

  @Test
  void relationsAndEventsOfOnesOwn() throws IOException {
    BuiltInExtractor extractor = new BuiltInExtractor(read(RULES));
    assertThat(types(extractor, "Pump P-17 stands in Hall Four.")).containsExactly("stands_in");
    assertThat(types(extractor, "Pump P-17 leaked on 5 March 2024.")).containsExactly("overhaul");
    assertThat(types(extractor, "Pump P-17漏油。")).containsExactly("overhaul");
    assertThat(types(extractor, "Pump P-17 was greased.")).containsExactly("overhaul");
  }

  private static List<String> types(BuiltInExtractor extractor, String text) {
    return extractor.extract("hash", text).facts().stream().map(Fact::type).toList();
  }

  @Test
  void theFingerprintFollowsTheRules() throws IOException {
    String first = new BuiltInExtractor(read(RULES)).fingerprint();
    assertThat(new BuiltInExtractor(read(RULES)).fingerprint()).isEqualTo(first);
    assertThat(new BuiltInExtractor(read(RULES.replace("stands|is", "stands"))).fingerprint())
        .isNotEqualTo(first);
    assertThat(new BuiltInExtractor(read(RULES.replace("grease", "oil"))).fingerprint())
        .isNotEqualTo(first);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    String yaml =
        """
        names:
          - {name: A1, kind: place}
        patterns: x
        relations:
          - {type: r, subject: [person], object: [place]}
          - {type: r, subject: [person], object: [place], between: ['(a']}
        events:
          - {type: e, verbs: [run]}
          - {type: e, agent: [person], needs: [who], happens: [run]}
          - {type: e, agent: [person]}
        """;
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            SettingsException.class,
            thrown ->
                assertThat(thrown.problems())
                    .allMatch(each -> each.startsWith("Cannot read the dictionary "))
                    .anyMatch(
                        each ->
                            each.endsWith("names[0] has kind, known are name, type and aliases"))
                    .anyMatch(each -> each.contains("names[0]") && each.endsWith("has no type"))
                    .anyMatch(each -> each.endsWith("it has patterns \"x\", which is no list"))
                    .anyMatch(each -> each.contains("relations[0] has no words that say it"))
                    .anyMatch(
                        each -> each.contains("relations[1] has the pattern (a, which is wrong"))
                    .anyMatch(each -> each.endsWith("events[0] has neither agent nor object"))
                    .anyMatch(each -> each.contains("events[1] needs who"))
                    .anyMatch(each -> each.contains("events[2] has no words that tell it")));
    assertThatThrownBy(() -> Dictionary.read(List.of(folder.resolve("none.yaml"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there is no such file");
  }
}
