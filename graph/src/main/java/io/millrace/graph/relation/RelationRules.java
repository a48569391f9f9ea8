package io.millrace.graph.relation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.core.table.Fact;
import io.millrace.core.table.Fact.Argument;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Mention;
import io.millrace.graph.event.Modality;
import io.millrace.graph.resource.YamlMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Relations between two mentions of a sentence, by the words between them and the types of both, in
 * the way of Hearst, "Automatic Acquisition of Hyponyms from Large Text Corpora" (COLING 1992).
 * Only pairs with at most {@value #MOST_BETWEEN} characters and {@value #MOST_MENTIONS} other
 * mentions between them are looked at, so that the cost is linear in the text. Patterns are RE2's.
 * Immutable, safe for many threads.
 */
public final class RelationRules implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BETWEEN = 90;
  private static final int MOST_MENTIONS = 2;
  private static final double CONFIDENCE = 0.7;
  private static final double PLANNED = 0.6;
  private static final String ANY = "any";

  /** A few words may stand around the words that say it: adverbs, articles, adjectives. */
  private static final String WORDS_BEFORE = "^[\\s,)\\]\"”]*(?:[\\p{L}'’-]+ ){0,2}";

  private static final String WORDS_AFTER = "(?: [\\p{L}'’-]+){0,3}[\\s(\\[\"“]*$";
  private static final String CHARACTERS_BEFORE = "^[^。；;！？]{0,4}";
  private static final String CHARACTERS_AFTER = "[^，。；;！？]{0,8}$";

  private final List<Rule> rules;
  private final String fingerprint;

  /** Stands in a pattern for the second thing: what is after it must stand behind that. */
  private static final String SECOND = "…";

  private static final int MOST_BEHIND = 12;

  /** One way to say a relation. */
  private record Rule(
      String relation,
      List<String> subjects,
      List<String> objects,
      boolean swapped,
      Pattern between,
      @Nullable Pattern behind)
      implements Serializable {
    boolean says(String words, String rest) {
      return between.matcher(words).find() && (behind == null || behind.matcher(rest).find());
    }

    boolean fits(String first, String second) {
      return swapped
          ? fits(objects, first) && fits(subjects, second)
          : fits(subjects, first) && fits(objects, second);
    }

    private static boolean fits(List<String> wanted, String type) {
      return wanted.contains(ANY) || wanted.contains(type);
    }
  }

  /**
   * What two things have to do with each other.
   *
   * @param type the relation
   * @param swapped whether the second one is the subject
   */
  public record Relation(String type, boolean swapped) {}

  private RelationRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    List<String> parts = new ArrayList<>(List.of("relations"));
    for (Rule rule : rules) {
      parts.addAll(
          List.of(
              rule.relation(),
              rule.subjects().toString(),
              rule.objects().toString(),
              Boolean.toString(rule.swapped()),
              rule.between().pattern(),
              rule.behind() == null ? "" : rule.behind().pattern()));
    }
    this.fingerprint = Ids.hash(parts.toArray(new String[0]));
  }

  /** The relations between names that ship with Millrace. */
  public static RelationRules builtIn() {
    return resource("relations.yaml");
  }

  /** Relations between any two things, in the inventory of SemEval-2010 task 8. */
  public static RelationRules nominal() {
    return resource("nominal-relations.yaml");
  }

  /** None. */
  public static RelationRules none() {
    return new RelationRules(List.of());
  }

  private static RelationRules resource(String name) {
    try (InputStream input = RelationRules.class.getResourceAsStream(name)) {
      JsonNode root = new YAMLMapper().readTree(input);
      List<String> problems = new ArrayList<>();
      RelationRules rules = read(new YamlMapping(root, "", problems::add));
      if (!problems.isEmpty()) {
        throw new IllegalStateException("Cannot read the built-in " + name + ": " + problems);
      }
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the built-in " + name, e);
    }
  }

  /** The relations of a file's {@code relations}; what is wrong is told to the mapping. */
  public static RelationRules read(YamlMapping file) {
    List<Rule> rules = new ArrayList<>();
    for (YamlMapping each : file.mappings("relations")) {
      each.only(List.of("type", "subject", "object", "between", "swapped"));
      String relation = each.text("type");
      List<String> subjects = each.needed("subject");
      List<String> objects = each.needed("object");
      boolean empty = true;
      for (boolean swapped : new boolean[] {true, false}) {
        for (String pattern : each.texts(swapped ? "swapped" : "between")) {
          empty = false;
          try {
            rules.add(rule(relation, subjects, objects, swapped, pattern));
          } catch (PatternSyntaxException e) {
            each.problem("has the pattern " + pattern + ", which is wrong: " + e.getDescription());
          }
        }
      }
      if (empty) {
        each.problem("has no words that say it: neither between nor swapped");
      }
    }
    return new RelationRules(rules);
  }

  /** These and, where none of these fits, others. */
  public RelationRules and(RelationRules others) {
    List<Rule> both = new ArrayList<>(rules);
    both.addAll(others.rules);
    return new RelationRules(both);
  }

  private static Rule rule(
      String relation,
      List<String> subjects,
      List<String> objects,
      boolean swapped,
      String pattern) {
    int second = pattern.indexOf(SECOND);
    if (second < 0) {
      return new Rule(relation, subjects, objects, swapped, compiled(pattern), null);
    }
    Pattern behind = Pattern.compile(CHARACTERS_BEFORE + "(" + pattern.substring(second + 1) + ")");
    Pattern between = compiled(pattern.substring(0, second));
    return new Rule(relation, subjects, objects, swapped, between, behind);
  }

  private static Pattern compiled(String pattern) {
    boolean chinese = pattern.codePoints().anyMatch(each -> each >= 0x2E80);
    return Pattern.compile(
        chinese
            ? CHARACTERS_BEFORE + "(" + pattern + ")" + CHARACTERS_AFTER
            : WORDS_BEFORE + "(" + pattern + ")" + WORDS_AFTER);
  }

  /** A hash of all rules. */
  public String fingerprint() {
    return fingerprint;
  }

  /** What the sentences of a text say of its mentions, in order. */
  public List<Fact> facts(String text, List<Mention> mentions) {
    List<Fact> facts = new ArrayList<>();
    for (int first = 0; first < mentions.size(); first++) {
      Mention one = mentions.get(first);
      for (int second = first + 1;
          second < mentions.size() && second <= first + 1 + MOST_MENTIONS;
          second++) {
        Mention other = mentions.get(second);
        if (other.sentenceStart() != one.sentenceStart()
            || other.start() - one.end() > MOST_BETWEEN) {
          break;
        }
        String between = text.substring(one.end(), other.start());
        String behind =
            text.substring(other.end(), Math.min(other.sentenceEnd(), other.end() + MOST_BEHIND));
        Optional<Relation> relation = between(one.type(), between, other.type(), behind);
        if (relation.isPresent()) {
          Modality modality = Modality.between(between);
          if (modality != Modality.DENIED) {
            facts.add(fact(relation.get(), one, first, other, second, modality));
          }
        }
      }
    }
    facts.sort(Comparator.comparingInt(Fact::triggerStart));
    return facts;
  }

  private static Fact fact(
      Relation relation, Mention one, int first, Mention other, int second, Modality modality) {
    boolean planned = modality == Modality.PLANNED;
    double sure = Math.min(CONFIDENCE, Math.min(one.confidence(), other.confidence()));
    return new Fact(
        relation.type(),
        Fact.Kind.RELATION,
        one.sentenceStart(),
        one.sentenceEnd(),
        one.end(),
        other.start(),
        List.of(
            new Argument("subject", relation.swapped() ? second : first),
            new Argument("object", relation.swapped() ? first : second)),
        planned ? sure * PLANNED : sure,
        (planned ? "planned relation: " : "relation: ") + relation.type());
  }

  /**
   * What the words between two things say, the first rule that fits.
   *
   * @param first the type of what stands before them
   * @param second the type of what stands after them
   * @param behind the words after that
   */
  public Optional<Relation> between(String first, String words, String second, String behind) {
    String plain = words.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    for (Rule rule : rules) {
      if (rule.fits(first, second) && rule.says(plain, behind)) {
        return Optional.of(new Relation(rule.relation(), rule.swapped()));
      }
    }
    return Optional.empty();
  }
}
