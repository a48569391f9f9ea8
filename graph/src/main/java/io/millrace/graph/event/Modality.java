package io.millrace.graph.event;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whether something happened, is only planned or possible, or did not happen. */
public enum Modality {
  /** It happened, or holds. */
  STATED,
  /** It may come to be. */
  PLANNED,
  /** It did not happen. */
  DENIED;

  private static final int ENGLISH_WINDOW = 48;
  private static final int CHINESE_WINDOW = 20;

  private static final Pattern ENGLISH_NOT =
      Pattern.compile(
          "(?:\\b(?:not(?! only)|never|no|without|cannot|nor|neither|instead of|rather than)|n['’]t|\\b(?:den(?:y|ies|ied)|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to|declin(?:e|es|ed) to"
              + "|cancel(?:s|ed|led)?|abandon(?:s|ed)?|reject(?:s|ed)?|block(?:s|ed)?|avoid(?:s|ed)?|prevent(?:s|ed)?))(?:\\s+[\\p{L}'’-]+){0,3}\\s*$");
  private static final Pattern ENGLISH_PLAN =
      Pattern.compile(
          "\\b(?:may|might|could|would|will|shall|should|can|must|plan(?:s|ned|ning)?|intend(?:s|ed)?|propos(?:e|es|ed|al)|expect(?:s|ed)?|aim(?:s|ed)?|consider(?:s|ed|ing)?|seek(?:s|ing)?|sought"
              + "|wants?|wanted|hopes?|hoped|about to|set to|due to|scheduled|to be|agree(?:s|d)? to|if|whether|unless|possible|potential|planned|upcoming|likely|talks|offer(?:s|ed)?|bid|try|tries|tried"
              + "|attempt(?:s|ed)?|ready to|ability|how to|in order to)(?:\\s+[\\p{L}'’-]+){0,4}\\s*$");

  private static final Pattern INFINITIVE = Pattern.compile("\\bto(?:\\s+[\\p{L}'’-]+)?\\s*$");

  private static final Pattern CHINESE_NOT =
      Pattern.compile(
          "(?:未|没有|没|并非|否认|拒绝|取消|终止|放弃|无法|禁止|不(?![断久仅但少只同])|暂停|免于|避免|防止)[^，。；！？]{0,5}$");
  private static final Pattern CHINESE_PLAN =
      Pattern.compile(
          "(?:拟|计划|将|预计|有望|准备|打算|可能|考虑|意向|意在|筹备|筹划|欲|若|如果|假如|是否|建议|要求|希望|力争|争取|旨在|应当|应该|需要|必须|可以|能够|如需|为了|即将|愿意|有意|申请|进行中的)[^。；！？]{0,16}$");

  /** What the words before an English verb say. */
  static Modality english(String before) {
    String words = tail(before, ENGLISH_WINDOW).toLowerCase(Locale.ROOT);
    if (ENGLISH_NOT.matcher(words).find()) {
      return DENIED;
    }
    return ENGLISH_PLAN.matcher(words).find() || INFINITIVE.matcher(words).find()
        ? PLANNED
        : STATED;
  }

  /** What the words before a Chinese verb say. */
  static Modality chinese(String before) {
    String words = tail(before, CHINESE_WINDOW);
    if (CHINESE_NOT.matcher(words).find()) {
      return DENIED;
    }
    return CHINESE_PLAN.matcher(words).find() ? PLANNED : STATED;
  }

  /** What the words between two things say of their relation. */
  public static Modality between(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    if (ENGLISH_NOT.matcher(lower).find() || CHINESE_NOT.matcher(lower).find()) {
      return DENIED;
    }
    return ENGLISH_PLAN.matcher(lower).find() || CHINESE_PLAN.matcher(lower).find()
        ? PLANNED
        : STATED;
  }

  private static String tail(String text, int length) {
    return text.substring(Math.max(0, text.length() - length));
  }
}
