package io.millrace.graph.resolve;

import com.hankcs.hanlp.HanLP;
import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.name.Scripts;
import io.millrace.graph.resource.ResourceLines;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of a name: what is left when width, case, script variant, punctuation, legal
 * forms of companies and titles of persons do not count. Names of one type with the same normal
 * form are one name. For any thread.
 */
public final class NormalName {
  private static final Pattern MARKS =
      Pattern.compile("[\"“”‘’«»「」『』《》〈〉()\\[\\]{}™®©,;:!?、，。；：！？（）]");
  private static final Pattern JOINTS = Pattern.compile("[\\s_\\-‐‑–—/·•・]+");
  private static final Pattern DOTTED = Pattern.compile("(?:\\p{L}\\.){2,}");
  private static final Pattern POSSESSIVE = Pattern.compile("['’]s?$");
  private static final Pattern LAST_DOTS = Pattern.compile("\\.+(?= |$)");
  private static final Set<String> MEASURES =
      Set.of(MentionTypes.DATE, MentionTypes.MONEY, MentionTypes.QUANTITY, MentionTypes.VERSION);
  private static final Set<String> ADDRESSES =
      Set.of(MentionTypes.EMAIL, MentionTypes.URL, MentionTypes.IDENTIFIER);
  private static final Set<String> LEGAL =
      Set.copyOf(ResourceLines.of(NormalName.class, "legal-suffixes.txt"));
  private static final Set<String> HONORIFICS =
      Set.copyOf(ResourceLines.of(NormalName.class, "honorifics.txt"));

  private NormalName() {}

  /**
   * Whether mentions of a type only say how much, when or which version: they are no things to
   * resolve, and stand in the graph only where a fact speaks of them.
   */
  public static boolean isMeasure(String type) {
    return MEASURES.contains(type);
  }

  /** Whether mentions of a type have a normal form that needs no further one. */
  static boolean isValue(String type) {
    return MEASURES.contains(type) || ADDRESSES.contains(type);
  }

  /**
   * The key of a name, {@code type|normal form}.
   *
   * @param value the mention's normal form where it has one
   */
  public static String form(String type, String text, @Nullable String value) {
    if (value != null && isValue(type)) {
      return type + "|" + value;
    }
    String normal = normal(type, value == null ? text : value);
    return type + "|" + (normal.isEmpty() ? text.strip().toLowerCase(Locale.ROOT) : normal);
  }

  /** The type in a form. */
  public static String type(String form) {
    return form.substring(0, form.indexOf('|'));
  }

  /** The normal name in a form. */
  public static String name(String form) {
    return form.substring(form.indexOf('|') + 1);
  }

  private static String normal(String type, String text) {
    String name = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    name = type.equals(MentionTypes.PERSON) ? givenNameFirst(name) : name;
    name = DOTTED.matcher(name).replaceAll(match -> match.group().replace(".", " "));
    name = POSSESSIVE.matcher(name).replaceAll("");
    name = MARKS.matcher(name).replaceAll(" ");
    name = JOINTS.matcher(name).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    name = LAST_DOTS.matcher(name).replaceAll("");
    if (Scripts.hasHan(name, 0, name.length())) {
      name = HanLP.convertToSimplifiedChinese(name);
      name = withoutSpacesBesideHan(name);
    }
    return switch (type) {
      case MentionTypes.PERSON -> withoutHonorifics(name);
      case MentionTypes.ORGANIZATION -> withoutLegalForm(joinedInitials(withoutArticle(name)));
      case MentionTypes.PLACE, MentionTypes.WORK, MentionTypes.PRODUCT ->
          joinedInitials(withoutArticle(name));
      default -> name;
    };
  }

  /** "Smith, John" as "John Smith". */
  private static String givenNameFirst(String name) {
    int comma = name.indexOf(',');
    return comma > 0 && comma == name.lastIndexOf(',') && !Scripts.hasHan(name, 0, name.length())
        ? name.substring(comma + 1).strip() + " " + name.substring(0, comma).strip()
        : name;
  }

  private static String withoutSpacesBesideHan(String name) {
    StringBuilder joined = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean isBesideHan =
          each == ' '
              && (Scripts.isEastAsian(name.charAt(i - 1))
                  || Scripts.isEastAsian(name.charAt(i + 1)));
      if (!isBesideHan) {
        joined.append(each);
      }
    }
    return joined.toString();
  }

  private static String withoutArticle(String name) {
    return name.startsWith("the ") ? name.substring(4) : name;
  }

  /** "u s" as "us", so that "U.S." and "US" are one. */
  private static String joinedInitials(String name) {
    List<String> words = new ArrayList<>();
    boolean afterInitial = false;
    for (String word : name.split(" ")) {
      boolean isInitial = word.length() == 1 && Character.isLetter(word.charAt(0));
      if (isInitial && afterInitial) {
        words.add(words.remove(words.size() - 1) + word);
      } else {
        words.add(word);
      }
      afterInitial = isInitial;
    }
    return String.join(" ", words);
  }

  private static String withoutHonorifics(String name) {
    String bare = name;
    for (int space = bare.indexOf(' ');
        space > 0 && HONORIFICS.contains(bare.substring(0, space));
        space = bare.indexOf(' ')) {
      bare = bare.substring(space + 1);
    }
    return withoutHanEnding(bare, HONORIFICS);
  }

  private static String withoutLegalForm(String name) {
    String bare = name;
    for (int space = bare.lastIndexOf(' ');
        space > 0 && LEGAL.contains(bare.substring(space + 1));
        space = bare.lastIndexOf(' ')) {
      bare = bare.substring(0, space);
    }
    return withoutHanEnding(bare, LEGAL);
  }

  /** The name without the longest of the endings, if at least two characters are left. */
  private static String withoutHanEnding(String name, Set<String> endings) {
    for (int start = 2; start < name.length(); start++) {
      if (Scripts.isEastAsian(name.charAt(start)) && endings.contains(name.substring(start))) {
        return name.substring(0, start);
      }
    }
    return name;
  }
}
