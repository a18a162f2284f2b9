package dev.orgtable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The groups of classes that cannot be understood one after the other: each leads to each. */
final class Knots {

  private final Map<String, Set<String>> arrows;
  private final Map<String, Integer> index = new HashMap<>();
  private final Map<String, Integer> low = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Set<String>> found = new ArrayList<>();

  private Knots(Map<String, Set<String>> arrows) {
    this.arrows = arrows;
  }

  /**
   * Returns all knots of more than two classes; a nested class counts as the one around it.
   *
   * @param prefix what the names of the classes begin with
   */
  static List<Set<String>> of(JavaClasses classes, String prefix) {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : classes) {
      String from = outermost(type).getName();
      type.getDirectDependenciesFromSelf().stream()
          .map(
              dependency -> outermost(dependency.getTargetClass().getBaseComponentType()).getName())
          .filter(to -> to.startsWith(prefix) && !to.equals(from))
          .forEach(to -> arrows.computeIfAbsent(from, key -> new TreeSet<>()).add(to));
    }
    Knots knots = new Knots(new LinkedHashMap<>(arrows));
    for (String type : arrows.keySet()) {
      if (!knots.index.containsKey(type)) {
        knots.visit(type);
      }
    }
    return knots.found.stream().filter(knot -> knot.size() > 2).toList();
  }

  /** Tarjan's algorithm. */
  private void visit(String type) {
    index.put(type, index.size());
    low.put(type, index.get(type));
    open.push(type);
    for (String next : arrows.getOrDefault(type, Set.of())) {
      if (!index.containsKey(next)) {
        visit(next);
        low.merge(type, low.get(next), Math::min);
      } else if (open.contains(next)) {
        low.merge(type, index.get(next), Math::min);
      }
    }
    if (low.get(type).equals(index.get(type))) {
      Set<String> knot = new TreeSet<>();
      String member;
      do {
        member = open.pop();
        knot.add(member.substring(member.lastIndexOf('.') + 1));
      } while (!member.equals(type));
      found.add(knot);
    }
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(Knots::outermost).orElse(type);
  }
}
