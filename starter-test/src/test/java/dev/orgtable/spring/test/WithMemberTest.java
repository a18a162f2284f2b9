package dev.orgtable.spring.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** No member is added to a table that is not the test's. */
final class WithMemberTest {

  @Test
  void a_table_that_may_be_the_applications_is_refused() {
    try (Engine engine = Engines.byDefault().inMemory()) {
      refuses(engine, TestEngineAutoConfiguration.ENGINE);
      refuses(engine, "orgtableStores");
    }
  }

  private static void refuses(Engine engine, String only) {
    Orgtable orgtable = Orgtable.on(engine.client(), "theirs");
    var beans = new StaticListableBeanFactory(Map.of(only, orgtable));

    assertThatThrownBy(() -> new WithMemberSecurityContextFactory(orgtable, beans))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@AutoConfigureOrgtable");
  }
}
