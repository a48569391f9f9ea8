package io.millrace.graph.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.graph.explore.Surroundings.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CheapestRouteTest {
  @Test
  void kCheapestAreThoseOfAllPaths() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      int size = 4 + random.nextInt(5);
      boolean[][] stated = new boolean[size][size];
      boolean[][] together = new boolean[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < i; j++) {
          stated[i][j] = stated[j][i] = random.nextInt(4) == 0;
          together[i][j] = together[j][i] = random.nextInt(4) == 0;
        }
      }
      Surroundings surroundings = new Surroundings();
      for (int i = 0; i < size; i++) {
        List<String> near = near(stated[i]);
        List<String> beside = near(together[i]);
        TreeSet<String> all = new TreeSet<>(near);
        all.addAll(beside);
        surroundings.add("" + i, all.size(), near, beside);
      }
      List<Route> every = new ArrayList<>();
      walk(surroundings, new ArrayList<>(List.of("0")), 0, "1", every);
      every.sort(CheapestRoute.ORDER);
      List<Route> found = surroundings.cheapest("0", "1", 4, 4);
      assertThat(found.stream().map(CheapestRouteTest::rounded).toList())
          .isEqualTo(every.stream().limit(4).map(CheapestRouteTest::rounded).toList());
      assertThat(found).isSortedAccordingTo(Comparator.comparingDouble(Route::cost));
      assertThat(found).doesNotHaveDuplicates();
    }
  }

  private static double rounded(Route route) {
    return Math.round(route.cost() * 1e9) / 1e9;
  }

  private static List<String> near(boolean[] row) {
    List<String> near = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      if (row[i]) {
        near.add("" + i);
      }
    }
    return near;
  }

  /** Every path without loops of at most four hops. */
  private static void walk(
      Surroundings surroundings, List<String> path, double cost, String to, List<Route> every) {
    String last = path.get(path.size() - 1);
    if (last.equals(to)) {
      every.add(new Route(cost, List.copyOf(path)));
      return;
    }
    if (path.size() == 5) {
      return;
    }
    double through = path.size() == 1 ? 0 : surroundings.toll(last);
    surroundings
        .hops(last)
        .forEach(
            (other, hop) -> {
              if (!path.contains(other)) {
                path.add(other);
                walk(surroundings, path, cost + through + hop, to, every);
                path.remove(path.size() - 1);
              }
            });
  }
}
