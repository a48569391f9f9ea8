package io.millrace.graph.name;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type that the word at the end of a name tells: 公司, University. */
public final class NameHeads {
  private static final ChineseLexicon CHINESE = new ChineseLexicon();

  private NameHeads() {}

  /** The type of what is named like this, or null where the end does not tell. */
  public static @Nullable String type(String name) {
    if (Scripts.hasHan(name, 0, name.length())) {
      return CHINESE.head(name);
    }
    int blank = name.lastIndexOf(' ');
    return blank < 0
        ? null
        : EnglishLexicon.get().head(name.substring(blank + 1).toLowerCase(Locale.ROOT));
  }
}
