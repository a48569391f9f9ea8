package io.millrace.benchmark.corpus;

import java.util.List;
import java.util.Random;

/** Names of people and of folders, invented. */
final class People {
  private static final List<String> GIVEN =
      List.of(
          "Ada", "Bram", "Clara", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas",
          "Karin", "Liam", "Maya", "Nils", "Olga", "Pavel", "Rosa", "Samir", "Tessa", "Viktor");
  private static final List<String> FAMILY =
      List.of(
          "Ashdown",
          "Berg",
          "Castell",
          "Drummond",
          "Eklund",
          "Farrow",
          "Gallo",
          "Hartley",
          "Ibsen",
          "Jansen",
          "Keller",
          "Lindqvist",
          "Moreau",
          "Novak",
          "Okafor",
          "Petrov",
          "Quill",
          "Rasmussen",
          "Silva",
          "Thorne");
  private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
  private static final String CHARACTERS = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平";
  private static final List<String> DEPARTMENTS =
      List.of(
          "finance",
          "人力资源",
          "engineering",
          "operations",
          "legal",
          "采购",
          "sales",
          "research",
          "safety",
          "质量管理",
          "it",
          "projects",
          "logistics",
          "市场",
          "archive",
          "training");

  private People() {}

  /** Somebody, named as the language has it. */
  static String name(Language language, Random random) {
    if (language == Language.CHINESE) {
      String name = String.valueOf(one(SURNAMES, random)) + one(CHARACTERS, random);
      return random.nextBoolean() ? name : name + one(CHARACTERS, random);
    }
    return one(GIVEN, random) + " " + one(FAMILY, random);
  }

  /** A department's folder; every number has one. */
  static String department(int number) {
    return DEPARTMENTS.get(Math.floorMod(number, DEPARTMENTS.size()));
  }

  private static String one(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static char one(String all, Random random) {
    return all.charAt(random.nextInt(all.length()));
  }
}
