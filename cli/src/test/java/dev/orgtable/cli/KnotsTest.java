package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KnotsTest {

  @Test
  void arrows_in_one_direction_form_no_knot() {
    assertThat(Knots.of(Map.of("a", Set.of("b", "c"), "b", Set.of("c"), "d", Set.of("a"))))
        .isEmpty();
  }

  @Test
  void an_arrow_back_forms_a_knot_with_all_between() {
    Map<String, Set<String>> arrows =
        Map.of(
            "a", Set.of("b"),
            "b", Set.of("c"),
            "c", Set.of("a", "d"),
            "d", Set.of("e"),
            "e", Set.of("d"),
            "f", Set.of("a"));

    assertThat(Knots.of(arrows)).containsExactlyInAnyOrder(Set.of("a", "b", "c"), Set.of("d", "e"));
  }
}
