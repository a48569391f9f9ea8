package io.millrace.query.page;

import io.millrace.query.page.Facet.Field;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked: the parameters of a search page's address, as they came.
 *
 * @param question the question, empty on the start page
 * @param mode how to search
 * @param chosen the value chosen of a property; a property without one is not there
 * @param from the first day, {@code 2026-03-01}, or null
 * @param to the day after the last, or null
 * @param k how many passages are shown at most
 */
public record Asked(
    String question,
    SearchMode mode,
    Map<Field, String> chosen,
    @Nullable String from,
    @Nullable String to,
    int k) {

  /** How many passages an address means that does not say it. */
  public static final int USUAL = 10;

  public Asked {
    chosen = Map.copyOf(chosen);
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

  /** The same narrowed to one value; the number of passages is the usual one again. */
  public Asked with(Field field, String value) {
    Map<Field, String> next = new EnumMap<>(Field.class);
    next.putAll(chosen);
    next.put(field, value);
    return new Asked(question, mode, next, from, to, USUAL);
  }

  /** The same without the choice of one property. */
  public Asked without(Field field) {
    Map<Field, String> next = new EnumMap<>(Field.class);
    next.putAll(chosen);
    next.remove(field);
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
    return chosen.size() + (from != null || to != null ? 1 : 0);
  }

  /** The address that asks this. */
  public Link link() {
    Link link = Link.to("/search").with("q", question);
    if (mode != SearchMode.HYBRID) {
      link = link.with("mode", mode.parameter());
    }
    for (Field field : Field.values()) {
      link = link.with(field.parameter(), chosen.get(field));
    }
    return link.with("from", from).with("to", to).with("k", k == USUAL ? null : "" + k);
  }
}
