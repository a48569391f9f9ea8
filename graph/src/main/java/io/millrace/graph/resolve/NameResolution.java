package io.millrace.graph.resolve;

import io.millrace.core.table.Entity;
import io.millrace.core.table.Pin;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Finds which names are one thing. It is a function of the names, of what documents and people say
 * of them, and of who sees which: it knows nothing of earlier results, so that these cannot depend
 * on the order of arrival.
 *
 * <p>Blocking: names meet in the blocks of their {@link BlockKey}s, of which a name has a handful;
 * a block of more than {@value BlockLinks#MOST_NAMES} is left out. Shuffle: names, then names by
 * block. Memory: an executor holds a block; the driver holds linked names only, about 500 bytes
 * each.
 */
public final class NameResolution {
  private NameResolution() {}

  /**
   * Which names live documents mention, and which of them are one thing.
   *
   * @param forms every name's key
   * @param joined the entities of more than one name, the most complete first
   */
  public record Result(JavaRDD<String> forms, List<List<Entity.Name>> joined) {}

  private record Block(BlockKey.Rule rule, String key) implements Serializable {}

  /** The names in documents, and all that was ever decided → entities. */
  public static Result of(JavaRDD<DocumentNames> documents, Collection<Pin> pins) {
    JavaRDD<KnownName> names = names(documents).cache();
    List<Link> links = new ArrayList<>(blockLinks(names).collect());
    List<Aliases.Statement> statements = statements(documents).collect();
    Pins decided = new Pins(pins);
    Set<String> linked = new HashSet<>();
    links.forEach(link -> addBoth(link, linked));
    decided.merged().forEach(link -> addBoth(link, linked));
    for (Aliases.Statement each : statements) {
      linked.add(each.brief());
      linked.add(each.full());
    }
    Map<String, Set<String>> groups = groups(names, linked);
    links.addAll(Aliases.links(statements, form -> groups.getOrDefault(form, Set.of())));
    List<List<Entity.Name>> joined =
        Clusters.of(links, form -> groups.getOrDefault(form, Set.of()), decided);
    return new Result(names.map(KnownName::form), joined);
  }

  private static void addBoth(Link link, Set<String> forms) {
    forms.add(link.left());
    forms.add(link.right());
  }

  /** documents → each name once, with the groups of all its documents. */
  private static JavaRDD<KnownName> names(JavaRDD<DocumentNames> documents) {
    return documents
        .flatMapToPair(
            document ->
                document.forms().stream()
                    .map(form -> new Tuple2<>(form, document.groups()))
                    .iterator())
        .reduceByKey(NameResolution::union)
        .map(each -> new KnownName(each._1(), each._2()));
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    if (one.containsAll(other)) {
      return one;
    }
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  /** names → links within each block. */
  private static JavaRDD<Link> blockLinks(JavaRDD<KnownName> names) {
    return names
        .flatMapToPair(
            name ->
                BlockKey.of(name.form()).stream()
                    .map(
                        key ->
                            new Tuple2<>(
                                new Block(key.rule(), key.key()),
                                new BlockLinks.Member(name, key.isFull())))
                    .iterator())
        .aggregateByKey(
            new ArrayList<BlockLinks.Member>(),
            (block, member) -> {
              if (block.size() <= BlockLinks.MOST_NAMES) {
                block.add(member);
              }
              return block;
            },
            (block, other) -> {
              block.addAll(other);
              return block;
            })
        .flatMap(each -> BlockLinks.of(each._1().rule(), each._2()).iterator());
  }

  /** documents → what they say of each pair of names. */
  private static JavaRDD<Aliases.Statement> statements(JavaRDD<DocumentNames> documents) {
    return documents
        .flatMapToPair(
            document ->
                document.aliases().stream()
                    .filter(alias -> !alias.one().equals(alias.other()))
                    .filter(alias -> isOneType(alias))
                    .map(alias -> Aliases.statement(alias.one(), alias.other(), document.groups()))
                    .map(each -> new Tuple2<>(new Tuple2<>(each.brief(), each.full()), each))
                    .iterator())
        .reduceByKey(Aliases.Statement::plus)
        .values();
  }

  private static boolean isOneType(DocumentNames.Alias alias) {
    return NormalName.type(alias.one()).equals(NormalName.type(alias.other()));
  }

  private static Map<String, Set<String>> groups(JavaRDD<KnownName> names, Set<String> linked) {
    if (linked.isEmpty()) {
      return Map.of();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(names.context());
    Broadcast<Set<String>> wanted = context.broadcast(linked);
    Map<String, Set<String>> groups = new HashMap<>();
    names
        .filter(name -> wanted.value().contains(name.form()))
        .collect()
        .forEach(name -> groups.put(name.form(), name.groups()));
    wanted.destroy();
    return groups;
  }
}
