package dev.orgtable.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrgtableException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal of the store has a code. */
final class RefusalsTest {

  static Stream<Class<?>> refusals() {
    return leaves(OrgtableException.class);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(RefusalsTest::leaves)
        : Stream.of(type);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void every_refusal_has_a_code_below_500_or_503(Class<?> refusal) {
    Code code = Refusals.code(refusal.asSubclass(OrgtableException.class));

    assertThat(code.status().is4xxClientError() || code == Code.UNAVAILABLE).isTrue();
  }
}
