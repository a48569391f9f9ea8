package io.millrace.query.page;

import io.millrace.query.page.Facet.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked: the parameters of a search page's address, as they came.
 *
 * @param question the question, empty on the start page
 * @param mode how to search
 * @param chosen the values chosen of a property, any of which will do; one without is not there
 * @param from the first day, {@code 2026-03-01}, or null
 * @param to the day after the last, or null
 * @param k how many passages are shown at most
 */
public record Asked(
    String question,
    SearchMode mode,
    Map<Field, List<String>> chosen,
    @Nullable String from,
    @Nullable String to,
    int k) {

  /** How many passages an address means that does not say it. */
  public static final int USUAL = 10;

  public Asked {
    Map<Field, List<String>> copy = new EnumMap<>(Field.class);
    chosen.forEach(
        (field, values) -> {
          if (!values.isEmpty()) {
            copy.put(field, values.stream().distinct().toList());
          }
        });
    chosen = Map.copyOf(copy);
  }

  /** The start page: nothing asked. */
  public static Asked nothing() {
    return of("", SearchMode.HYBRID);
  }

  /** A question without filters. */
  public static Asked of(String question, SearchMode mode) {
    return new Asked(question, mode, Map.of(), null, null, USUAL);
  }

  /** The same in another mode. */
  public Asked with(SearchMode other) {
    return new Asked(question, other, chosen, from, to, k);
  }

  /** The values chosen of a property, in the order of the address. */
  public List<String> values(Field field) {
    return chosen.getOrDefault(field, List.of());
  }

  /**
   * The same with one more value; of years, which are a range, the only one. The number of passages
   * is the usual one again.
   */
  public Asked with(Field field, String value) {
    List<String> values = field == Field.YEAR ? new ArrayList<>() : new ArrayList<>(values(field));
    values.add(value);
    return with(field, values);
  }

  /** The same without one of the values. */
  public Asked without(Field field, String value) {
    return with(field, values(field).stream().filter(each -> !each.equals(value)).toList());
  }

  private Asked with(Field field, List<String> values) {
    Map<Field, List<String>> next = new EnumMap<>(Field.class);
    next.putAll(chosen);
    next.put(field, values);
    return new Asked(question, mode, next, from, to, USUAL);
  }

  /** The same for all days. */
  public Asked withoutDates() {
    return new Asked(question, mode, chosen, null, null, USUAL);
  }

  /** The same with another number of passages. */
  public Asked withK(int other) {
    return new Asked(question, mode, chosen, from, to, other);
  }

  /** The same without any filter. */
  public Asked unfiltered() {
    return new Asked(question, mode, Map.of(), null, null, USUAL);
  }

  /** Whether anything narrows the answer. */
  public boolean filtered() {
    return !chosen.isEmpty() || from != null || to != null;
  }

  /** How many filters narrow the answer; both days together are one. */
  public int filters() {
    return chosen.values().stream().mapToInt(List::size).sum()
        + (from != null || to != null ? 1 : 0);
  }

  /** The address that asks this. */
  public Link link() {
    return ask(Link.to("/search"));
  }

  /** The page of a document, scrolled to a passage; it knows the way back to all passages. */
  public Link passage(String document, String chunk) {
    return ask(Link.document(document)).with("passage", chunk).at("passage");
  }

  private Link ask(Link page) {
    Link link = page.with("q", question);
    if (mode != SearchMode.HYBRID) {
      link = link.with("mode", mode.parameter());
    }
    for (Field field : Field.values()) {
      for (String value : values(field)) {
        link = link.with(field.parameter(), value);
      }
    }
    return link.with("from", from).with("to", to).with("k", k == USUAL ? null : "" + k);
  }
}
