package dev.orgtable.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  private static final Plan PLAN = new Plan(3, Duration.ofSeconds(3), 60_000, 6);

  private final Comparison comparison = new Comparison();

  @Test
  void a_ratio_is_the_median_of_the_ratios_within_each_round() {
    add(1, 10, 2);
    add(2, 10, 3);
    add(4, 80, 2);

    String ratio =
        comparison.ratio(Work.CHECK, "Keycloak", Comparison.OURS, Comparison.Window::cpu);

    assertThat(ratio).isEqualTo("10.0 (5.0–20.0)");
  }

  @Test
  void the_server_takes_what_the_database_does_not() {
    Comparison.Window window = new Comparison.Window(100, 3, 1);

    assertThat(window.server()).isEqualTo(2);
  }

  @Test
  void a_missing_measurement_is_marked() {
    add(1, 10, 2);

    String text = text();

    assertThat(text)
        .contains(
            "| check of a group | 10.0 (10.0–10.0) | to be measured | 10.0 (10.0–10.0) |"
                + " to be measured | 2.0 (2.0–2.0) | to be measured |")
        .contains("| invite | to be measured | to be measured |");
  }

  private String text() {
    return comparison.text(PLAN, new Town(10_000), new Versions("26.7.3", "1.7.25", "15", "20"));
  }

  private void add(double ours, double theirs, double rates) {
    comparison.add(Work.CHECK, Comparison.OURS, new Comparison.Window(100 * rates, ours, ours / 2));
    comparison.add(Work.CHECK, "Keycloak", new Comparison.Window(100, theirs, theirs / 2));
  }
}
