package io.millrace.graph.resolve;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * The names in a document.
 *
 * @param document its id
 * @param groups who may see it
 * @param forms the names' keys, without measures
 * @param aliases pairs of which the document says that they are one thing, as two forms
 */
public record DocumentNames(
    String document, Set<String> groups, Set<String> forms, Set<Alias> aliases)
    implements Serializable {
  /** The type of the facts that say of two names that they are one thing. */
  public static final String ALSO_KNOWN_AS = "also_known_as";

  /** Two names of which a document says that they are one thing. */
  public record Alias(String one, String other) implements Serializable {}

  /** What two parts of one document have together. */
  public DocumentNames plus(DocumentNames other) {
    Set<String> bothForms = new HashSet<>(forms);
    bothForms.addAll(other.forms);
    Set<Alias> bothAliases = new HashSet<>(aliases);
    bothAliases.addAll(other.aliases);
    return new DocumentNames(document, groups, bothForms, bothAliases);
  }
}
