package io.millrace.evaluation.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to a knowledge base, with the documents that answer it.
 *
 * @param id question id
 * @param text what is asked
 * @param language BCP 47 tag, or null where it is not given
 * @param documents URIs, paths, or ends of paths of the documents that answer it
 * @param answer what a right answer says, or null where it is not given
 */
public record Question(
    String id,
    String text,
    @Nullable String language,
    List<String> documents,
    @Nullable String answer) {
  public Question {
    documents = List.copyOf(documents);
  }
}
