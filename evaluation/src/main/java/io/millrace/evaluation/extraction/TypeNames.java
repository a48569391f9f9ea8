package io.millrace.evaluation.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What well-known data sets call the types of names. */
public final class TypeNames {
  private TypeNames() {}

  /** A data set's names → Millrace's. */
  public static Map<String, String> known() {
    Map<String, String> known = new TreeMap<>();
    try (InputStream input =
        Objects.requireNonNull(
            TypeNames.class.getResourceAsStream("types.tsv"), "the jar has types.tsv")) {
      for (String line : new String(input.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#")) {
          List<String> names = List.of(line.split("\t"));
          names.stream().skip(1).forEach(name -> known.put(name, names.get(0)));
        }
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read types.tsv", e);
    }
  }
}
