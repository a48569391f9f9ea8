package io.millrace.graph.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Entity;
import io.millrace.core.table.Pin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static final Function<String, Set<String>> PUBLIC = form -> Set.of("public");
  private static final Pins NO_PINS = new Pins(List.of());

  private static Link link(String one, String other, double score) {
    return Link.of(one, other, score, "test");
  }

  private static Set<Set<String>> forms(List<List<Entity.Name>> clusters) {
    return clusters.stream()
        .map(names -> names.stream().map(Entity.Name::form).collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  private static Pin pin(String one, String other, Pin.Decision decision, int second) {
    return Pin.of(
        one, other, decision, "seen in the register", "li", Instant.ofEpochSecond(second));
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    Random random = new Random(7);
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      links.add(
          link("n" + random.nextInt(150), "m" + random.nextInt(150), random.nextInt(4) / 4.0));
    }
    List<String> groups = List.of("a", "b", "c");
    Function<String, Set<String>> seen =
        form -> Set.copyOf(groups.subList(0, 1 + Math.floorMod(form.hashCode(), 3)));
    Pins pins = new Pins(List.of(pin("n1", "m2", Pin.Decision.SPLIT, 1)));
    List<List<Entity.Name>> first = Clusters.of(links, seen, pins);
    assertThat(first).hasSizeGreaterThan(5);
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(links, random);
      assertThat(Clusters.of(links, seen, pins)).isEqualTo(first);
    }
  }

  @Test
  void theMostCompleteNameComesFirstAndEachSaysWhyItIsThere() {
    List<List<Entity.Name>> clusters =
        Clusters.of(
            List.of(
                link("o|mps", "o|mingsha power station", 0.95),
                link("o|mingsha power staton", "o|mingsha power station", 0.8)),
            PUBLIC,
            NO_PINS);
    assertThat(clusters)
        .containsExactly(
            List.of(
                new Entity.Name("o|mingsha power station", null, null, 1),
                new Entity.Name("o|mps", "o|mingsha power station", "test", 0.95),
                new Entity.Name("o|mingsha power staton", "o|mingsha power station", "test", 0.8)));
  }

  @Test
  void aWrongMergeThatAPersonUndidStaysUndone() {
    List<Link> links = new ArrayList<>(List.of(link("a", "b", 0.9), link("b", "c", 0.8)));
    Pins split = new Pins(List.of(pin("a", "c", Pin.Decision.SPLIT, 1)));
    assertThat(forms(Clusters.of(links, PUBLIC, NO_PINS))).containsExactly(Set.of("a", "b", "c"));
    assertThat(forms(Clusters.of(links, PUBLIC, split))).containsExactly(Set.of("a", "b"));
    links.add(link("c", "d", 0.99));
    links.add(link("d", "a", 0.99));
    assertThat(forms(Clusters.of(links, PUBLIC, split)))
        .allSatisfy(names -> assertThat(names).doesNotContainSequence("a", "c"))
        .noneSatisfy(names -> assertThat(names).contains("a", "c"));
    Pins released =
        new Pins(
            List.of(pin("a", "c", Pin.Decision.SPLIT, 1), pin("c", "a", Pin.Decision.RELEASE, 2)));
    assertThat(forms(Clusters.of(links, PUBLIC, released)))
        .containsExactly(Set.of("a", "b", "c", "d"));
  }

  @Test
  void whatAPersonJoinedIsOneWhileBothNamesLive() {
    Pins merge = new Pins(List.of(pin("x", "y", Pin.Decision.MERGE, 1)));
    assertThat(forms(Clusters.of(List.of(), PUBLIC, merge))).containsExactly(Set.of("x", "y"));
    Function<String, Set<String>> gone = form -> form.equals("y") ? Set.of() : Set.of("public");
    assertThat(Clusters.of(List.of(), gone, merge)).isEmpty();
  }

  @Test
  void aNameThatSomeDoNotSeeConnectsNothingForThem() {
    Map<String, Set<String>> groups =
        Map.of("a", Set.of("public"), "hidden", Set.of("board"), "c", Set.of("public"));
    List<Link> links = List.of(link("a", "hidden", 0.99), link("hidden", "c", 0.99));
    for (Set<String> names : forms(Clusters.of(links, groups::get, NO_PINS))) {
      assertThat(names.containsAll(List.of("a", "c"))).isFalse();
    }
    Map<String, Set<String>> open =
        Map.of("a", Set.of("public"), "hidden", Set.of("board", "public"), "c", Set.of("public"));
    assertThat(forms(Clusters.of(links, open::get, NO_PINS)))
        .containsExactly(Set.of("a", "hidden", "c"));
  }

  @Test
  void aStatementThatSomeDoNotSeeJoinsNothingForThem() {
    Map<String, Set<String>> groups =
        Map.of("o|mps", Set.of("public"), "o|mingsha", Set.of("public"));
    assertThat(
            Aliases.links(
                List.of(Aliases.statement("o|mps", "o|mingsha", Set.of("board"))), groups::get))
        .isEmpty();
    assertThat(
            Aliases.links(
                List.of(Aliases.statement("o|mps", "o|mingsha", Set.of("public"))), groups::get))
        .hasSize(1);
  }

  @Test
  void aShortNameWithTwoLongOnesIsNeither() {
    Aliases.Statement one = Aliases.statement("o|mps", "o|mingsha", Set.of("public"));
    Aliases.Statement other = Aliases.statement("o|mps", "o|managed print", Set.of("public"));
    assertThat(Aliases.links(List.of(one, other), PUBLIC)).isEmpty();
    assertThat(Aliases.links(List.of(one.plus(one), other), PUBLIC))
        .extracting(Link::left, Link::right)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("o|mingsha", "o|mps"));
  }
}
