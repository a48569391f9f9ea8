package io.millrace.graph.alias;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.name.NameHeads;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether two stretches of a text name the same thing, by what else is known of them.
 *
 * @param text the text
 * @param known what was found in it
 */
record Evidence(String text, KnownNames known) {
  private static final double SHORT_FORM = 0.9;
  private static final double SAID = 0.85;
  private static final double IN_BRACKETS = 0.75;

  /**
   * A short form of the words before it. They need be no name; then there is no type, and they may
   * be any words.
   */
  @Nullable AliasStatement shortForm(
      int start, int end, int shortStart, int shortEnd, String rule) {
    Found before = known.endingAt(end);
    Found given = known.at(shortStart, shortEnd);
    int from = before != null && before.start() <= start ? before.start() : start;
    if (isValue(before) || isValue(given)) {
      return null;
    }
    String form = text.substring(shortStart, shortEnd);
    String longForm = text.substring(from, end);
    boolean written =
        NameStretch.isHan(text, from)
            || NameStretch.mayBeLongForm(longForm) && NameStretch.isAcronym(form);
    return new AliasStatement(
        from,
        end,
        shortStart,
        shortEnd,
        written ? typeOf(before, given, longForm) : null,
        SHORT_FORM,
        "alias: " + rule);
  }

  private static @Nullable String typeOf(
      @Nullable Found before, @Nullable Found given, String longForm) {
    if (before == null) {
      String head = NameHeads.type(longForm);
      return head == null && given != null ? given.type() : head;
    }
    if (NameStretch.isHan(longForm, 0)) {
      return before.type(); // a short form is too short to tell
    }
    return given == null || before.confidence() >= given.confidence() - 0.1
        ? before.type()
        : given.type();
  }

  private static boolean isValue(@Nullable Found found) {
    return found != null && !KnownNames.isName(found);
  }

  /** Another name that the words between say to be one. */
  @Nullable AliasStatement said(int nameEnd, int start, int end, String rule) {
    Found name = known.endingAt(nameEnd);
    return name == null || !agree(name, start, end)
        ? null
        : statement(name, start, end, SAID, rule);
  }

  /** A name in brackets behind one in the other script. */
  @Nullable AliasStatement translated(int nameEnd, int start, int end) {
    Found name = known.endingAt(nameEnd);
    if (name == null || !agree(name, start, end)) {
      return null;
    }
    String alias = text.substring(start, end);
    boolean latin = !NameStretch.isHan(alias, 0);
    boolean crossed = latin == NameStretch.isHan(text, nameEnd - 1);
    Found given = known.at(start, end);
    // a person's place of work and a city's country stand there, too, and common nouns do
    boolean person = name.type().equals(MentionTypes.PERSON);
    boolean likely =
        latin ? !person || ShortForms.words(alias) > 1 && given != null : given != null;
    return crossed && likely ? statement(name, start, end, IN_BRACKETS, "in brackets") : null;
  }

  /** Acme Widgets Inc ("Acme"): the first words of the name, in quotes. */
  @Nullable AliasStatement firstWords(int nameEnd, int start, int end) {
    Found name = known.endingAt(nameEnd);
    int length = end - start;
    return name != null
            && agree(name, start, end)
            && name.length() > length
            && text.startsWith(text.substring(start, end), name.start())
            && !Character.isLetterOrDigit(text.charAt(name.start() + length))
        ? statement(name, start, end, SAID, "first words")
        : null;
  }

  /** Whether both can name the same thing. */
  private boolean agree(Found name, int start, int end) {
    String alias = text.substring(start, end);
    if (!KnownNames.isName(name)
        || !NameStretch.isName(alias)
        || alias.equals(text.substring(name.start(), name.end()))) {
      return false;
    }
    Found given = known.at(start, end);
    String head = NameHeads.type(alias);
    if (given != null && (head == null || !head.equals(given.type()))) {
      return given.type().equals(name.type());
    }
    return head == null || head.equals(name.type()) || isSite(head) && isSite(name.type());
  }

  /** A power station or a hospital is a place and an organisation, whichever its name tells. */
  private static boolean isSite(String type) {
    return type.equals(MentionTypes.PLACE) || type.equals(MentionTypes.ORGANIZATION);
  }

  private static AliasStatement statement(
      Found name, int start, int end, double confidence, String rule) {
    return new AliasStatement(
        name.start(),
        name.end(),
        start,
        end,
        name.type(),
        Math.min(confidence, name.confidence()),
        "alias: " + rule);
  }
}
