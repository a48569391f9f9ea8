package io.millrace.benchmark.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** In what a state differs from the one it should be; an empty list is what is wanted. */
final class Comparison {
  /** Vectors of one text may differ by rounding where it stood in another batch. */
  private static final double SAME = 0.99999;

  private static final int MOST_NAMED = 5;

  private Comparison() {}

  /** Everything is as the undisturbed sequence left it. */
  static List<String> same(State wanted, State found) {
    List<String> differences = new ArrayList<>(found.faults());
    each("document", wanted.documents(), found.documents(), String::equals, differences);
    each("vector", wanted.vectors(), found.vectors(), Comparison::close, differences);
    each("generation", wanted.generations(), found.generations(), SortedMap::equals, differences);
    each("release", wanted.releases(), found.releases(), String::equals, differences);
    if (!wanted.live().equals(found.live())) {
      differences.add("live is " + found.live() + " instead of " + wanted.live());
    }
    return differences;
  }

  /** Each of some texts is there as often. */
  static List<String> same(
      String what, SortedMap<String, String> wanted, SortedMap<String, String> found) {
    List<String> differences = new ArrayList<>();
    each(what, wanted, found, String::equals, differences);
    return differences;
  }

  /**
   * What a process that was killed between two undisturbed states may leave: in each part all of
   * the one or all of the other; of vectors, generations and releases all of the first and any part
   * of the second.
   */
  static List<String> whole(State before, State after, State found) {
    List<String> differences = new ArrayList<>(found.faults());
    if (!found.documents().equals(before.documents())
        && !found.documents().equals(after.documents())) {
      differences.add("documents are neither those before nor those after");
    }
    between("vector", State::vectors, Comparison::close, before, after, found, differences);
    between("generation", State::generations, SortedMap::equals, before, after, found, differences);
    between("release", State::releases, String::equals, before, after, found, differences);
    if (!found.live().equals(before.live()) && !found.live().equals(after.live())) {
      differences.add("live is " + found.live());
    }
    return differences;
  }

  private static <T> void between(
      String what,
      Function<State, SortedMap<String, T>> part,
      BiPredicate<T, T> same,
      State before,
      State after,
      State found,
      List<String> differences) {
    SortedMap<String, T> known = new TreeMap<>(part.apply(after));
    known.keySet().retainAll(part.apply(found).keySet());
    each(what, known, part.apply(found), same, differences);
    SortedSet<String> gone = new TreeSet<>(part.apply(before).keySet());
    gone.removeAll(part.apply(found).keySet());
    if (!gone.isEmpty()) {
      differences.add(what + " has gone: " + gone);
    }
  }

  /**
   * As {@link #same}, but for writers that took turns in any order: revisions, and so the names of
   * generations and releases, may differ. Each document's rows, the vectors' keys, and what the
   * live generation stores must not.
   */
  static List<String> sameInAnyOrder(State wanted, State found) {
    List<String> differences = new ArrayList<>(found.faults());
    each("document", rows(wanted), rows(found), List::equals, differences);
    each("vector", wanted.vectors(), found.vectors(), Comparison::close, differences);
    each("indexed", newest(wanted), newest(found), String::equals, differences);
    return differences;
  }

  private static SortedMap<String, List<String>> rows(State state) {
    SortedMap<String, List<String>> rows = new TreeMap<>();
    for (Map.Entry<String, String> row : state.documents().entrySet()) {
      String uri = row.getKey().substring(0, row.getKey().lastIndexOf(" @"));
      rows.computeIfAbsent(uri, key -> new ArrayList<>()).add(withoutRevision(row.getValue()));
    }
    return rows;
  }

  private static SortedMap<String, String> newest(State state) {
    SortedMap<String, String> content = new TreeMap<>();
    if (!state.generations().isEmpty()) {
      state
          .generations()
          .getOrDefault(state.generations().lastKey(), new TreeMap<>())
          .forEach(
              (key, value) -> {
                // scores count deleted documents, of which there are more or fewer by the order
                if (!key.startsWith("hits")) {
                  content.put(key, withoutRevision(value));
                }
              });
    }
    return content;
  }

  private static String withoutRevision(String row) {
    return row.replaceAll("revision=\\d+", "").replaceAll("\"revision\":\\d+", "");
  }

  private static boolean close(List<Float> one, List<Float> two) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      product += (double) one.get(i) * two.get(i);
      first += (double) one.get(i) * one.get(i);
      second += (double) two.get(i) * two.get(i);
    }
    return one.size() == two.size() && product >= SAME * Math.sqrt(first * second);
  }

  private static <T> void each(
      String what,
      SortedMap<String, T> wanted,
      SortedMap<String, T> found,
      BiPredicate<T, T> same,
      List<String> differences) {
    SortedSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(found.keySet());
    List<String> named = new ArrayList<>();
    for (String key : keys) {
      T one = wanted.get(key);
      T two = found.get(key);
      if (one == null) {
        named.add(what + " too many: " + key);
      } else if (two == null) {
        named.add(what + " missing: " + key);
      } else if (!same.test(one, two)) {
        named.add(what + " differs: " + key + first(one, two));
      }
    }
    differences.addAll(named.subList(0, Math.min(MOST_NAMED, named.size())));
    if (named.size() > MOST_NAMED) {
      differences.add((named.size() - MOST_NAMED) + " more of " + what);
    }
  }

  /** Where two values begin to differ. */
  private static String first(Object one, Object two) {
    if (one instanceof SortedMap<?, ?> map && two instanceof SortedMap<?, ?> other) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object value = other.get(entry.getKey());
        if (!entry.getValue().equals(value)) {
          return ", " + entry.getKey() + first(entry.getValue(), value == null ? "" : value);
        }
      }
      return ", more entries";
    }
    String left = String.valueOf(one);
    String right = String.valueOf(two);
    int at = 0;
    while (at < Math.min(left.length(), right.length()) && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return ": " + around(left, at) + " | " + around(right, at);
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 30), Math.min(text.length(), at + 50));
  }
}
