package io.millrace.graph.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        .hasMessageContaining("A1 is both A1 (place) and A1 (person)");
    assertThatThrownBy(() -> read("patterns:\n  - {type: x, pattern: '(a'}"))
        .hasMessageContaining("the pattern (a is wrong");
    assertThatThrownBy(() -> read("name: x")).hasMessageContaining("known are names and patterns");
    assertThatThrownBy(() -> read("- a")).hasMessageContaining("neither names nor patterns");
  }
}
