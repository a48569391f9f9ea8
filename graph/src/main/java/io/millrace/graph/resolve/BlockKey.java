package io.millrace.graph.resolve;

import com.hankcs.hanlp.HanLP;
import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.name.Scripts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What two names must share to be compared: names are compared within the blocks of their keys, so
 * that the work grows with the number of names.
 *
 * @param rule the rule that compares the names of the block
 * @param key what they share, with the type
 * @param isFull whether the name is the fuller one in this block: with a given name in place of an
 *     initial, with a middle name, with the word for the kind of place
 */
record BlockKey(Rule rule, String key, boolean isFull) implements Serializable {

  /** The rules by which names are linked. */
  enum Rule {
    /** "Open AI", "OpenAI". */
    SPACES,
    /** "J. Smith", "John Smith". */
    INITIAL,
    /** "John Smith", "John R. Smith". */
    MIDDLE,
    /** 北京, 北京市. */
    KIND_OF_PLACE,
    /** 徐志远, "Xu Zhiyuan". */
    PINYIN,
    /** One letter of a long word differs: "Intergovernmental", "Intergovermental". */
    SPELLING
  }

  private static final int SHORTEST_JOINED = 5;
  private static final int SHORTEST_MISSPELT = 9;
  private static final String KINDS_OF_PLACE = "市省县区镇乡村";

  /** The keys of a name; none for values. */
  static List<BlockKey> of(String form) {
    String type = NormalName.type(form);
    String name = NormalName.name(form);
    List<BlockKey> keys = new ArrayList<>();
    if (NormalName.isValue(type)) {
      return keys;
    }
    if (Scripts.hasHan(name, 0, name.length())) {
      if (type.equals(MentionTypes.PLACE)) {
        keys.add(kindOfPlace(name));
      }
      if (isSpelledOut(type) && name.codePoints().allMatch(Scripts::isEastAsian)) {
        keys.add(new BlockKey(Rule.PINYIN, type + "|" + pinyin(name), true));
      }
      return keys;
    }
    String joined = name.replace(" ", "");
    if (joined.length() >= SHORTEST_JOINED) {
      keys.add(new BlockKey(Rule.SPACES, type + "|" + joined, false));
    }
    String[] words = name.split(" ");
    if (isSpelledOut(type) && words.length <= 2) {
      keys.add(new BlockKey(Rule.PINYIN, type + "|" + joined, false));
      if (words.length == 2) { // the given name may stand first
        keys.add(new BlockKey(Rule.PINYIN, type + "|" + words[1] + words[0], false));
      }
    }
    if (type.equals(MentionTypes.PERSON)) {
      addPersonKeys(words, keys);
    } else {
      addSpellingKeys(type, words, keys);
    }
    return keys;
  }

  /** Whether Chinese names of a type are spelled by their sound in English text. */
  private static boolean isSpelledOut(String type) {
    return type.equals(MentionTypes.PERSON) || type.equals(MentionTypes.PLACE);
  }

  /** The sound of Chinese characters in Hanyu Pinyin (ISO 7098), without tones and spaces. */
  private static String pinyin(String name) {
    StringBuilder sounds = new StringBuilder();
    HanLP.convertToPinyinList(name).forEach(sound -> sounds.append(sound.getPinyinWithoutTone()));
    return sounds.toString();
  }

  private static BlockKey kindOfPlace(String name) {
    int last = name.length() - 1;
    boolean hasKind = last >= 2 && KINDS_OF_PLACE.indexOf(name.charAt(last)) >= 0;
    return new BlockKey(Rule.KIND_OF_PLACE, hasKind ? name.substring(0, last) : name, hasKind);
  }

  private static void addPersonKeys(String[] words, List<BlockKey> keys) {
    if (words.length < 2 || words.length > 4) {
      return;
    }
    String given = words[0];
    String surname = words[words.length - 1];
    boolean hasGivenName = given.length() > 1;
    keys.add(new BlockKey(Rule.INITIAL, given.charAt(0) + " " + surname, hasGivenName));
    if (hasGivenName) {
      keys.add(new BlockKey(Rule.MIDDLE, given + " " + surname, words.length > 2));
    }
  }

  private static void addSpellingKeys(String type, String[] words, List<BlockKey> keys) {
    for (int i = 0; i < words.length; i++) {
      if (words[i].length() >= SHORTEST_MISSPELT && isLetters(words[i])) {
        StringBuilder others = new StringBuilder(type).append('|').append(i);
        for (int j = 0; j < words.length; j++) {
          others.append(' ').append(j == i ? words[i].substring(0, 3) : words[j]);
        }
        keys.add(new BlockKey(Rule.SPELLING, others.toString(), false));
      }
    }
  }

  private static boolean isLetters(String word) {
    return word.chars().allMatch(Character::isLetter);
  }
}
