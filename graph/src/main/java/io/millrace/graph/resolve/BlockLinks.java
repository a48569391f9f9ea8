package io.millrace.graph.resolve;

import io.millrace.graph.resolve.BlockKey.Rule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Links the names of a block. Where a short name could stand for several full ones, it is linked
 * with none; only those full names count that everybody sees who sees the short one, so that a
 * document that a reader may not see decides nothing for him.
 */
final class BlockLinks {
  /** A block with more names than this says nothing: what they share is too common. */
  static final int MOST_NAMES = 200;

  private BlockLinks() {}

  /** A name in a block. */
  record Member(KnownName name, boolean isFull) implements Serializable {}

  /** The names of a block, in any order → links. */
  static List<Link> of(Rule rule, List<Member> members) {
    if (members.size() < 2 || members.size() > MOST_NAMES) {
      return List.of();
    }
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparing(each -> each.name().form()));
    return switch (rule) {
      case SPACES -> chain(sorted, 0.95, "the same without spaces");
      case INITIAL -> unambiguous(sorted, 0.8, "the initial of the only full name");
      case MIDDLE -> unambiguous(sorted, 0.85, "the only one with a middle name");
      case KIND_OF_PLACE -> unambiguous(sorted, 0.9, "the same place with its kind");
      case PINYIN -> unambiguous(sorted, 0.85, "the only one that sounds so");
      case SPELLING -> misspelt(sorted);
    };
  }

  private static List<Link> chain(List<Member> members, double score, String why) {
    List<Link> links = new ArrayList<>();
    for (int i = 1; i < members.size(); i++) {
      links.add(link(members.get(i - 1), members.get(i), score, why));
    }
    return links;
  }

  private static Link link(Member one, Member other, double score, String why) {
    return Link.of(one.name().form(), other.name().form(), score, why);
  }

  private static List<Link> unambiguous(List<Member> members, double score, String why) {
    List<Link> links = new ArrayList<>();
    for (Member brief : members) {
      if (!brief.isFull()) {
        List<Member> full =
            members.stream()
                .filter(each -> each.isFull() && brief.name().isSeenOnlyWith(each.name()))
                .limit(2)
                .toList();
        if (full.size() == 1) {
          links.add(link(brief, full.get(0), score, why));
        }
      }
    }
    return links;
  }

  private static List<Link> misspelt(List<Member> members) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      for (int j = i + 1; j < members.size(); j++) {
        if (isOneLetterApart(members.get(i).name().form(), members.get(j).name().form())) {
          links.add(link(members.get(i), members.get(j), 0.8, "one letter differs"));
        }
      }
    }
    return links;
  }

  /** Whether one letter is added, taken away, or another, or two neighbours are swapped. */
  static boolean isOneLetterApart(String one, String other) {
    int start = 0;
    int shorter = Math.min(one.length(), other.length());
    while (start < shorter && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    int left = one.length() - start - end;
    int right = other.length() - start - end;
    boolean isSwapped =
        left == 2
            && right == 2
            && one.charAt(start) == other.charAt(start + 1)
            && one.charAt(start + 1) == other.charAt(start);
    return isSwapped || (left <= 1 && right <= 1 && left + right > 0);
  }
}
