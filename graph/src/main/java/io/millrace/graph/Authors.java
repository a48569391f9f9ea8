package io.millrace.graph;

import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.resolve.NormalName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The authors that a document's metadata name. */
final class Authors {
  private static final Pattern BETWEEN =
      Pattern.compile("\\s*(?:[;；、|]|,\\s(?=\\S+\\s\\S)|\\sand\\s)\\s*");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}.'’·\\- ]{2,60}");

  private Authors() {}

  /** An author: the form of the name, and the name as it is written. */
  record Author(String form, String name) {}

  /** The authors in the text of the metadata; none where it holds no names. */
  static List<Author> of(@Nullable String metadata) {
    List<Author> authors = new ArrayList<>();
    if (metadata != null) {
      for (String name : BETWEEN.split(metadata.strip())) {
        if (NAME.matcher(name).matches()) {
          authors.add(new Author(NormalName.form(MentionTypes.PERSON, name, null), name));
        }
      }
    }
    return authors;
  }
}
