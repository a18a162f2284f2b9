package dev.orgtable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TurnsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void each_has_each_place_equally_often(int count) {
    List<Integer> all = IntStream.range(0, count).boxed().toList();

    List<List<Integer>> rounds =
        IntStream.range(0, 2 * count).mapToObj(round -> Turns.order(all, round)).toList();

    for (int place = 0; place < count; place++) {
      int here = place;
      Map<Integer, Long> held = counts(rounds.stream().map(order -> order.get(here)));
      assertThat(held.keySet()).hasSize(count);
      assertThat(held.values()).containsOnly(2L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void each_follows_each_other_equally_often(int count) {
    List<Integer> all = IntStream.range(0, count).boxed().toList();

    Map<String, Long> pairs =
        counts(
            IntStream.range(0, 2 * count)
                .mapToObj(round -> Turns.order(all, round))
                .flatMap(
                    order ->
                        IntStream.range(1, count)
                            .mapToObj(i -> order.get(i - 1) + " then " + order.get(i))));

    assertThat(pairs.keySet()).hasSize(count * (count - 1));
    assertThat(pairs.values()).containsOnly(2L);
  }

  private static <T> Map<T, Long> counts(Stream<T> all) {
    return all.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
