package dev.orgtable.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds cycles: the strongly connected components of a graph. */
final class Knots {

  private Knots() {}

  /** Returns the components with two or more names. */
  static List<Set<String>> of(Map<String, Set<String>> arrows) {
    Map<String, Set<String>> reached =
        arrows.keySet().stream()
            .collect(Collectors.toMap(each -> each, each -> reachable(each, arrows)));
    return arrows.keySet().stream()
        .filter(each -> reached.getOrDefault(each, Set.of()).contains(each))
        .map(each -> knot(each, reached))
        .filter(knot -> knot.size() > 1)
        .distinct()
        .toList();
  }

  private static Set<String> knot(String name, Map<String, Set<String>> reached) {
    return reached.getOrDefault(name, Set.of()).stream()
        .filter(each -> reached.getOrDefault(each, Set.of()).contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> arrows) {
    Set<String> found = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(arrows.getOrDefault(from, Set.of()));
    while (!left.isEmpty()) {
      String next = left.pop();
      if (found.add(next)) {
        left.addAll(arrows.getOrDefault(next, Set.of()));
      }
    }
    return found;
  }
}
