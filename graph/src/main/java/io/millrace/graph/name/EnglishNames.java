package io.millrace.graph.name;

import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.name.Token.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names in English text, by rules: capital letters give candidates; what is known of their words
 * and what stands around them gives the type, in the way of Mikheev, Moens and Grover, "Named
 * Entity Recognition without Gazetteers" (EACL 1999): sure evidence first, then the same names
 * where the evidence is missing. Safe for many threads.
 */
final class EnglishNames {
  private static final Set<String> PARTICLES =
      Set.of(
          "de", "la", "van", "von", "der", "den", "du", "di", "da", "del", "al", "bin", "ibn", "el",
          "le", "dos", "ten", "ter");
  private static final double SURE = 0.9;
  private static final double LIKELY = 0.75;
  private static final double GUESS = 0.5;
  private static final int MOST_TOKENS = 9;
  private static final double TITLE_CASE = 0.7;

  private final EnglishLexicon lexicon = EnglishLexicon.get();

  /** The names in the sentences of a text, in order. */
  List<Found> in(String text, List<int[]> sentences) {
    List<Found> found = new ArrayList<>();
    List<Candidate> open = new ArrayList<>();
    for (int[] sentence : sentences) {
      List<Token> tokens = Token.of(text, sentence[0], sentence[1]);
      boolean shouted = isShouted(tokens);
      for (Candidate candidate : candidates(tokens)) {
        Found name = classify(text, trimmed(text, candidate), shouted);
        if (name != null) {
          found.add(name);
        } else {
          open.add(candidate);
        }
      }
    }
    again(text, found, open);
    found.sort(Comparator.comparingInt(Found::start));
    return found;
  }

  /** Whether capitals mean nothing here: a heading, or a sentence in capitals. */
  private static boolean isShouted(List<Token> tokens) {
    int words = 0;
    int capitals = 0;
    for (Token token : tokens) {
      if (token.isWord() && token.text().length() > 3) {
        words++;
        capitals += token.shape() == Shape.SMALL ? 0 : 1;
      }
    }
    return words > 3 && capitals > TITLE_CASE * words;
  }

  private List<Candidate> candidates(List<Token> tokens) {
    List<Candidate> candidates = new ArrayList<>();
    int index = 0;
    while (index < tokens.size()) {
      Token token = tokens.get(index);
      boolean tagged = index > 0 && isTag(tokens.get(index - 1), token);
      if (!token.isNameLike() || tagged) {
        index++;
        continue;
      }
      int last = index;
      while (last - index < MOST_TOKENS) {
        int next = next(tokens, index, last);
        if (next < 0) {
          break;
        }
        last = next;
      }
      candidates.add(new Candidate(tokens, index, last));
      index = last + 1;
    }
    return candidates;
  }

  private static boolean isTag(Token before, Token token) {
    return before.end() == token.start()
        && (before.text().equals("#") || before.text().equals("@"));
  }

  /** The index of the token up to which a candidate goes on, or -1. */
  private int next(List<Token> tokens, int first, int last) {
    if (last + 1 >= tokens.size()) {
      return -1;
    }
    Token here = tokens.get(last);
    Token next = tokens.get(last + 1);
    if (next.start() - here.end() > 1 || next.start() == here.end() && next.isWord()) {
      return -1;
    }
    if (next.isNameLike() && !endsName(next)) {
      return last + 1;
    }
    if (last + 2 >= tokens.size()) {
      return numbered(here, next) ? last + 1 : -1;
    }
    Token after = tokens.get(last + 2);
    boolean particle = PARTICLES.contains(next.lower()) || next.text().equals("&");
    if (particle && after.isNameLike()) {
      return last + 2;
    }
    boolean of = next.lower().equals("of") || next.lower().equals("for");
    if (of
        && (lexicon.head(here.lower()) != null
            || lexicon.head(tokens.get(first).lower()) != null)) {
      boolean article = after.lower().equals("the") && last + 3 < tokens.size();
      int name = article ? last + 3 : last + 2;
      return tokens.get(name).isNameLike() ? name : -1;
    }
    return numbered(here, next) ? last + 1 : -1;
  }

  /** Words that end a name before them. */
  private boolean endsName(Token token) {
    return lexicon.namesNothing(token.lower()) && token.shape() == Shape.CAPITAL;
  }

  /** Windows 10, but not January 10. */
  private boolean numbered(Token name, Token number) {
    return number.shape() == Shape.NUMBER
        && number.text().length() < 4
        && MentionTypes.PRODUCT.equals(lexicon.type(name.text()));
  }

  /** Without words at its start that are there for the sentence, or tell a person's rank. */
  private Candidate trimmed(String text, Candidate candidate) {
    Candidate rest = candidate;
    while (rest.size() > 1 && lexicon.type(rest.in(text)) == null) {
      Token first = rest.token(0);
      boolean filler = lexicon.namesNothing(first.lower()) || lexicon.isTitle(first.lower());
      boolean opening =
          rest.startsSentence()
              && first.shape() == Shape.CAPITAL
              && lexicon.isCommon(first.lower())
              && !lexicon.isFirstName(first.lower())
              && lexicon.head(rest.lastToken().lower()) == null;
      if (!filler && !opening) {
        break;
      }
      rest = rest.withoutFirst(1);
    }
    return rest;
  }

  private @Nullable Found classify(String text, Candidate candidate, boolean shouted) {
    Token first = candidate.token(0);
    String type = lexicon.type(candidate.in(text));
    if (type != null && (candidate.size() > 1 || !isOpening(candidate) && !isWord(first, type))) {
      return name(candidate, type, SURE, "known");
    }
    if (candidate.size() > 1) {
      Found byHead = byHead(candidate);
      if (byHead != null) {
        return byHead;
      }
    }
    if (candidate.all(
        token -> token.shape() == Shape.NUMBER || lexicon.namesNothing(token.lower()))) {
      return null;
    }
    if (lexicon.isTitle(candidate.before()) && candidate.size() <= 3) {
      return name(candidate, MentionTypes.PERSON, SURE, "title");
    }
    if (isPerson(candidate)) {
      return name(candidate, MentionTypes.PERSON, LIKELY, "first name");
    }
    if (shouted) {
      return null;
    }
    if (candidate.size() == 1 && (first.shape() == Shape.ALL_CAPITALS || isOpening(candidate))) {
      return null;
    }
    return byContext(candidate);
  }

  /** A common word that only its place in the sentence may have given the capital. */
  private boolean isOpening(Candidate candidate) {
    Token first = candidate.token(0);
    return candidate.size() == 1 && candidate.startsSentence() && lexicon.isCommon(first.lower());
  }

  /** Billy Sunday and Maine are known by words that mostly mean something else: Sunday, ME. */
  private boolean isWord(Token token, String type) {
    boolean code = token.shape() == Shape.ALL_CAPITALS && token.text().length() == 2;
    return (type.equals(MentionTypes.PERSON) || code) && lexicon.isCommon(token.lower())
        || lexicon.namesNothing(token.lower());
  }

  private @Nullable Found byHead(Candidate candidate) {
    String type = lexicon.head(candidate.lastToken().lower());
    if (type != null) {
      return name(candidate, type, LIKELY, "head");
    }
    for (int i = 1; i < candidate.size() - 1; i++) {
      String word = candidate.token(i).lower();
      if (word.equals("of") || word.equals("for")) {
        String before = lexicon.head(candidate.token(i - 1).lower());
        return before == null ? null : name(candidate, before, LIKELY, "head of");
      }
    }
    return null;
  }

  /** Josip Rodin, J. R. R. Tolkien, Ludwig van Beethoven, Mary. */
  private boolean isPerson(Candidate candidate) {
    Token first = candidate.token(0);
    Token last = candidate.lastToken();
    int size = candidate.size();
    boolean plain =
        candidate.all(
            token ->
                token.shape() == Shape.CAPITAL
                    || token.shape() == Shape.INITIAL
                    || PARTICLES.contains(token.lower()));
    if (!plain || size > 4) {
      return false;
    }
    if (size == 1) {
      return first.shape() == Shape.CAPITAL
          && lexicon.isFirstName(first.lower())
          && !lexicon.isCommon(first.lower());
    }
    boolean initials = first.shape() == Shape.INITIAL && last.shape() == Shape.CAPITAL;
    boolean given =
        lexicon.isFirstName(first.lower())
            && last.shape() == Shape.CAPITAL
            && (!lexicon.isCommon(last.lower()) || lexicon.isSurname(last.lower()))
            && (!lexicon.isCommon(first.lower()) || lexicon.isSurname(last.lower()));
    boolean family =
        lexicon.isSurname(last.lower())
            && !lexicon.isCommon(first.lower())
            && !lexicon.isCommon(last.lower());
    return initials || given || family;
  }

  private @Nullable Found byContext(Candidate candidate) {
    String before = candidate.before();
    String after = candidate.after();
    boolean strange = candidate.all(token -> !lexicon.isCommon(token.lower()));
    if (!strange) {
      return null;
    }
    if (lexicon.tells("after product", after) || lexicon.tells("before product", before)) {
      return name(candidate, MentionTypes.PRODUCT, GUESS, "context");
    }
    if (lexicon.tells("after person", after)) {
      return name(candidate, MentionTypes.PERSON, GUESS, "context");
    }
    if (lexicon.tells("after organization", after)) {
      return name(candidate, MentionTypes.ORGANIZATION, GUESS, "context");
    }
    if (lexicon.tells("before place", before) && candidate.size() <= 2) {
      return name(candidate, MentionTypes.PLACE, GUESS, "context");
    }
    return candidate.size() == 2 && candidate.all(token -> token.shape() == Shape.CAPITAL)
        ? name(candidate, MentionTypes.PERSON, 0.4, "two strange words")
        : null;
  }

  private static Found name(Candidate candidate, String type, double confidence, String rule) {
    return Found.name(candidate.start(), candidate.end(), type, confidence, "en: " + rule);
  }

  /** What is named once with evidence is named without, too; a person later by the last name. */
  private void again(String text, List<Found> found, List<Candidate> open) {
    Map<String, String> types = new HashMap<>();
    Set<String> people = new HashSet<>();
    for (Found name : found) {
      String words = text.substring(name.start(), name.end());
      types.putIfAbsent(words, name.type());
      int blank = words.lastIndexOf(' ');
      if (name.type().equals(MentionTypes.PERSON) && blank > 0) {
        people.add(words.substring(blank + 1));
      }
    }
    found.replaceAll(
        name ->
            people.contains(text.substring(name.start(), name.end()))
                ? Found.name(name.start(), name.end(), MentionTypes.PERSON, LIKELY, "en: last name")
                : name);
    for (Candidate candidate : open) {
      String words = candidate.in(text);
      String type = types.get(words);
      if (type != null) {
        found.add(name(candidate, type, GUESS, "again"));
      } else if (people.contains(words)) {
        found.add(name(candidate, MentionTypes.PERSON, GUESS, "last name"));
      }
    }
  }
}
