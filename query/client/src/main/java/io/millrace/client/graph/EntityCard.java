package io.millrace.client.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of an entity that its reader may see.
 *
 * @param revision the revision that was read
 * @param entity which
 * @param redirectedFrom the id that was asked for, where it is an older one of this entity
 * @param documents how many visible documents mention it
 * @param mentions how often they do
 * @param aliases its names in them, the most frequent first
 * @param facts what is stated of it, each with its evidence
 * @param timeline what of that has a time, by time
 * @param mentionedIn documents, those that mention it most first
 * @param about documents that name it in their metadata
 * @param related entities that the analysis of the graph suggests beside it
 * @param partial whether there is more than the limits let through
 */
public record EntityCard(
    long revision,
    EntityRef entity,
    @Nullable String redirectedFrom,
    long documents,
    long mentions,
    List<Alias> aliases,
    List<StatedFact> facts,
    List<Dated> timeline,
    List<MentioningDocument> mentionedIn,
    List<AboutDocument> about,
    List<RelatedEntity> related,
    boolean partial) {
  public EntityCard {
    aliases = List.copyOf(aliases);
    facts = List.copyOf(facts);
    timeline = List.copyOf(timeline);
    mentionedIn = List.copyOf(mentionedIn);
    about = List.copyOf(about);
    related = List.copyOf(related);
  }

  /**
   * A name.
   *
   * @param name as documents write it
   * @param mentions how often they do
   * @param documents how many do
   */
  public record Alias(String name, long mentions, long documents) {}

  /**
   * Something that is stated, in as many places as there is evidence.
   *
   * @param type which relation or event
   * @param kind RELATION or EVENT
   * @param direction {@code OUT} where the entity is the subject, {@code IN} where it is the object
   * @param other the other entity
   * @param statements how many sentences say it
   * @param documents how many documents do
   * @param confidence of the surest of them
   * @param evidence the surest first, few of them
   */
  public record StatedFact(
      String type,
      String kind,
      String direction,
      EntityRef other,
      long statements,
      long documents,
      double confidence,
      List<Evidence> evidence) {
    public StatedFact {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Something with a time.
   *
   * @param time as the sentence or the date beside it says it
   * @param type which relation or event
   * @param kind RELATION or EVENT
   * @param subject who or what
   * @param object whom or what
   * @param place where, or null
   * @param evidence the surest
   */
  public record Dated(
      String time,
      String type,
      String kind,
      EntityRef subject,
      EntityRef object,
      @Nullable String place,
      Evidence evidence) {}

  /**
   * A document that mentions the entity.
   *
   * @param document its id
   * @param uri where it is
   * @param title its title, may be empty
   * @param mentions how often it does
   * @param name how it does most often
   * @param chunk id of the passage with the first mention
   * @param start where that mention starts in the document's text, in UTF-16 code units
   * @param end where it ends, exclusive
   */
  public record MentioningDocument(
      String document,
      String uri,
      String title,
      long mentions,
      String name,
      String chunk,
      long start,
      long end) {}

  /**
   * A document whose metadata name the entity.
   *
   * @param document its id
   * @param uri where it is
   * @param title its title, may be empty
   * @param type as what: authored_by, …
   */
  public record AboutDocument(String document, String uri, String title, String type) {}

  /**
   * An entity that the analysis found to be near.
   *
   * @param entity which
   * @param score how near, compares within one list
   * @param suggested whether no visible sentence names both: a suggestion, not a statement
   */
  public record RelatedEntity(EntityRef entity, double score, boolean suggested) {}
}
