package io.millrace.graph.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists that ship with this module. */
public final class ResourceLines {
  private ResourceLines() {}

  /** The lines of a list beside a class, without empty ones and those that begin with #. */
  public static List<String> of(Class<?> beside, String name) {
    try (InputStream input = beside.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("Cannot read the list " + name + ": it is not in the jar");
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the list " + name, e);
    }
  }

  /** The same, each line cut at its tabs. */
  public static List<List<String>> rows(Class<?> beside, String name) {
    return of(beside, name).stream().map(line -> List.of(line.split("\t"))).toList();
  }
}
