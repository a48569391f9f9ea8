package io.millrace.graph.value;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers whose form says what they are: CVE, RFC, ISO and GB standards, DOI, ISBN (with its
 * check digit, ISO 2108), arXiv, UUID, numbers of bugs; and versions.
 */
final class Identifiers {
  private static final String START = "(?<![\\p{IsLatin}\\p{N}_.-])";
  private static final String STOP = "(?![\\p{IsLatin}\\p{N}_])";

  private static final List<Form> FORMS =
      List.of(
          Form.of("cve", START + "CVE-(\\d{4}-\\d{4,7})" + STOP, match -> "CVE-" + match.group(1)),
          Form.of("rfc", START + "RFC[ -]?(\\d{1,5})" + STOP, match -> "RFC " + match.group(1)),
          Form.of("pep", START + "PEP[ -]?(\\d{1,4})" + STOP, match -> "PEP " + match.group(1)),
          Form.of(
              "iso",
              START
                  + "(ISO(?:/IEC)?|IEC|IEEE|ANSI|DIN|ITU-T)[ -]([A-Z]?\\.?\\d{2,6}(?:-\\d{1,4})?(?:[:.]\\d{1,4})?)"
                  + STOP,
              match -> match.group(1) + " " + match.group(2)),
          Form.of(
              "gb",
              START + "(GB(?:/[TZ])?|[A-Z]{2}/T)\\s?(\\d{3,6}(?:\\.\\d+)?(?:[-—]\\d{4})?)" + STOP,
              match -> match.group(1) + " " + match.group(2).replace('—', '-')),
          Form.of(
              "doi",
              "(?<![\\p{IsLatin}\\p{N}])10\\.\\d{4,9}/[-._;()/:A-Za-z0-9]*[A-Za-z0-9]",
              match -> "doi:" + match.group().toLowerCase(Locale.ROOT)),
          Form.of(
              "arxiv",
              START + "arXiv:(\\d{4}\\.\\d{4,5})(?:v\\d+)?" + STOP,
              match -> "arXiv:" + match.group(1)),
          Form.of(
              "isbn",
              START + "ISBN(?:-1[03])?:? ?((?:97[89][- ]?)?(?:\\d[- ]?){9}[\\dX])" + STOP,
              match -> isbn(match.group(1).replaceAll("[- ]", ""))),
          Form.of(
              "uuid",
              START + "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}" + STOP,
              match -> match.group().toLowerCase(Locale.ROOT)),
          Form.of(
              "bug", START + "(?i:bug|issue) ?#(\\d{2,9})" + STOP, match -> "#" + match.group(1)));

  private static final Pattern VERSION =
      Pattern.compile(
          "(?:(?i:versions?|release) |(?<![\\p{IsLatin}\\p{N}_])[vV]|版本(?:号)?[:：为是 ]?\\s?)(\\d{1,5}(?:\\.\\d{1,8}){0,4}(?:[-~+](?:alpha|beta|rc|deb|SNAPSHOT)[\\w.]*)?)(?![\\p{L}\\p{N}_])");

  private Identifiers() {}

  /** Calls {@code found} with each identifier and version. */
  static void find(String text, Consumer<Found> found) {
    Form.find(FORMS, text, MentionTypes.IDENTIFIER, found);
    Matcher matcher = VERSION.matcher(text);
    while (matcher.find()) {
      found.accept(
          Values.found(
              matcher.start(1), matcher.end(1), MentionTypes.VERSION, matcher.group(1), "version"));
    }
  }

  /** The ISBN without hyphens, or null where its check digit is wrong. */
  private static @Nullable String isbn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0';
      sum += digits.length() == 10 ? (10 - i) * digit : (i % 2 == 0 ? 1 : 3) * digit;
    }
    boolean right = digits.length() == 10 ? sum % 11 == 0 : digits.length() == 13 && sum % 10 == 0;
    return right ? "ISBN " + digits : null;
  }
}
