package io.millrace.graph.name;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import io.millrace.graph.mention.Found;
import io.millrace.graph.mention.MentionTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names in Chinese text. HanLP segments and marks people, places and organisations by roles of
 * characters (Zhang, Liu, Yu and Cheng, "Chinese Named Entity Recognition Using Role Model", 2003);
 * rules over its words then join what is one name, by the word at its end, and leave out what only
 * looks like one. Titles of works are what stands in 《》. Safe for many threads.
 */
final class ChineseNames {
  private static final Pattern TITLE = Pattern.compile("《[^《》\\n]{1,60}》");
  private static final int LONGEST = 5;

  /** Two characters that sound foreign are a club or a town as often. */
  private static final int SHORTEST_FOREIGN = 3;

  /** Words of one character that the tagging takes for the end of a name. */
  private static final String NOT_LAST = "·都也就在和与的是不了家说";

  private static final double SURE = 0.8;
  private static final double LIKELY = 0.65;

  private final ChineseLexicon lexicon = new ChineseLexicon();
  private final Segment segment =
      HanLP.newSegment()
          .enableOffset(true)
          .enableNameRecognize(true)
          .enableTranslatedNameRecognize(true)
          .enablePlaceRecognize(true)
          .enableOrganizationRecognize(true);

  /** The names of a sentence, with places in the whole text. */
  List<Found> in(String text, int start, int end) {
    List<Found> names = new ArrayList<>();
    Matcher titles = TITLE.matcher(text).region(start, end);
    while (titles.find()) {
      names.add(
          Found.name(titles.start(), titles.end(), MentionTypes.WORK, SURE, "zh: title marks"));
    }
    int titlesFound = names.size();
    List<Term> terms = segment.seg(text.substring(start, end));
    for (int i = 0; i < terms.size(); i++) {
      int last = joined(terms, i);
      Found name = name(terms, i, last, start);
      if (name != null && names.subList(0, titlesFound).stream().noneMatch(name::overlaps)) {
        names.add(name);
        i = last;
      }
    }
    return names;
  }

  /** The last term of the name that may begin with this one. */
  private int joined(List<Term> terms, int first) {
    Term here = terms.get(first);
    if (isForeign(here)) {
      int last = first;
      while (last + 2 < terms.size()
          && "·•".contains(terms.get(last + 1).word)
          && terms.get(last + 2).word.length() > 1) {
        last += 2; // 弗拉基米尔·普京
      }
      return last;
    }
    if (!isProper(here)) {
      return first;
    }
    int best = first;
    boolean named = lexicon.head(here.word) != null;
    for (int last = first; last < Math.min(terms.size(), first + LONGEST); last++) {
      Term term = terms.get(last);
      boolean verb = nature(term).equals("vn") && (named || best > first); // 甲公司收购乙电站
      if (last > first && (!isInside(term) || verb)) {
        break;
      }
      if (lexicon.head(term.word) != null && nature(term).startsWith("n")) {
        best = last;
      }
    }
    return best;
  }

  private @Nullable Found name(List<Term> terms, int first, int last, int offset) {
    Term begin = terms.get(first);
    Term end = terms.get(last);
    int from = offset + begin.offset;
    int to = offset + end.offset + end.word.length();
    if (to - from < 2) {
      return null;
    }
    if (isForeign(begin)) {
      int trimmed = NOT_LAST.indexOf(end.word.charAt(end.word.length() - 1)) >= 0 ? to - 1 : to;
      return trimmed - from < SHORTEST_FOREIGN
          ? null
          : Found.name(from, trimmed, MentionTypes.PERSON, LIKELY, "zh: foreign name");
    }
    if (begin.word.startsWith("的")) {
      return null;
    }
    if (last > first) {
      String type = lexicon.head(end.word);
      return type == null ? null : Found.name(from, to, type, SURE, "zh: head");
    }
    String nature = nature(begin);
    if (nature.startsWith("nr")) {
      return lexicon.isFullName(begin.word)
              && NOT_LAST.indexOf(begin.word.charAt(begin.word.length() - 1)) < 0
          ? Found.name(from, to, MentionTypes.PERSON, SURE, "zh: family name")
          : null;
    }
    int verb = lexicon.verbBefore(begin.word);
    if (verb > 0 && nature.length() == 2) {
      // the tagging takes what is done to something for the beginning of its name: 收购明沙电站
      from += verb;
      if (to - from < 3) {
        return null;
      }
    }
    if (nature.startsWith("ns")) {
      return Found.name(from, to, MentionTypes.PLACE, LIKELY, "zh: place");
    }
    return nature.startsWith("nt") && to - from > 2 // 一部, 两队
        ? Found.name(from, to, MentionTypes.ORGANIZATION, LIKELY, "zh: organization")
        : null;
  }

  private static String nature(Term term) {
    return String.valueOf(term.nature);
  }

  private static boolean isForeign(Term term) {
    return nature(term).equals("nrf");
  }

  /** Whether a term names something by itself. */
  private static boolean isProper(Term term) {
    String nature = nature(term);
    return nature.startsWith("ns")
        || nature.startsWith("nt")
        || nature.startsWith("nr")
        || nature.equals("nz")
        || nature.equals("nx");
  }

  /** Whether a term may stand within a name. */
  private static boolean isInside(Term term) {
    String nature = nature(term);
    return nature.startsWith("n")
        || nature.startsWith("g")
        || nature.equals("vn")
        || nature.equals("j");
  }
}
