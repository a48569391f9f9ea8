package io.millrace.graph.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockLinksTest {
  private record Named(String type, String name, Set<String> groups) {}

  private record Block(BlockKey.Rule rule, String key) {}

  private static Named named(String type, String name) {
    return new Named(type, name, Set.of("public"));
  }

  private static List<String> linked(Named... names) {
    Map<Block, List<BlockLinks.Member>> blocks = new HashMap<>();
    for (Named each : names) {
      KnownName name =
          new KnownName(NormalName.form(each.type(), each.name(), null), each.groups());
      for (BlockKey key : BlockKey.of(name.form())) {
        blocks
            .computeIfAbsent(new Block(key.rule(), key.key()), any -> new ArrayList<>())
            .add(new BlockLinks.Member(name, key.isFull()));
      }
    }
    List<String> linked = new ArrayList<>();
    blocks.forEach(
        (block, members) -> {
          for (Link link : BlockLinks.of(block.rule(), members)) {
            linked.add(NormalName.name(link.left()) + " = " + NormalName.name(link.right()));
          }
        });
    return linked.stream().sorted().toList();
  }

  @Test
  void anInitialStandsForTheOnlyFullName() {
    assertThat(linked(named("person", "J. Smith"), named("person", "John Smith")))
        .containsExactly("j smith = john smith");
    assertThat(
            linked(
                named("person", "J. Smith"),
                named("person", "John Smith"),
                named("person", "Jane Smith")))
        .isEmpty();
  }

  @Test
  void aNameThatOthersCannotSeeDecidesNothingForThem() {
    assertThat(
            linked(
                named("person", "J. Smith"),
                named("person", "John Smith"),
                new Named("person", "Jane Smith", Set.of("board"))))
        .containsExactly("j smith = john smith");
  }

  @Test
  void spellingsOfOneNameAreLinked() {
    assertThat(linked(named("product", "Open Office"), named("product", "OpenOffice")))
        .containsExactly("open office = openoffice");
    assertThat(
            linked(
                named("organization", "World Health Organization"),
                named("organization", "World Health Organisation")))
        .containsExactly("world health organisation = world health organization");
    assertThat(linked(named("place", "杭州市"), named("place", "杭州"))).containsExactly("杭州 = 杭州市");
  }

  @Test
  void aChineseNameIsKnownByItsSound() {
    assertThat(linked(named("person", "Xu Zhiyuan"), named("person", "徐志远")))
        .containsExactly("xu zhiyuan = 徐志远");
    assertThat(linked(named("person", "Zhiyuan Xu"), named("person", "徐志远")))
        .containsExactly("zhiyuan xu = 徐志远");
    assertThat(
            linked(named("person", "Xu Zhiyuan"), named("person", "徐志远"), named("person", "许致远")))
        .isEmpty();
    assertThat(linked(named("place", "Chongqing"), named("place", "重庆")))
        .containsExactly("chongqing = 重庆");
  }

  @Test
  void namesThatOnlyLookAlikeAreNot() {
    assertThat(
            linked(
                named("place", "吉林"),
                named("place", "吉林省"),
                named("place", "吉林市"),
                named("organization", "Northern Institute"),
                named("organization", "Southern Institute"),
                named("product", "Release 10"),
                named("product", "Release 11"),
                named("person", "Maria Lee"),
                named("person", "Marie Lee"),
                named("organization", "Open Office"),
                named("product", "OpenOffice")))
        .isEmpty();
  }
}
