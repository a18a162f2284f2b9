package dev.orgtable.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GrowthPartTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "ten", "9,10", "10,10", "100,10", "10,", "10, 100"})
  void sizes_that_do_not_ascend_from_ten_are_refused(String text) {
    assertThatThrownBy(() -> GrowthPart.sizes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Dorgtable.bench.members=" + text + ": must be ascending");
  }

  @Test
  void sizes_are_read_in_their_order() {
    assertThat(GrowthPart.sizes("10,1000")).containsExactly(10, 1000);
  }
}
