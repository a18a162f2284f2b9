package dev.orgtable.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.store.Orgtable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operations of the stores. */
final class StoreOperations {

  private StoreOperations() {}

  /**
   * Returns the names that a store must use: its own and that of each of its public methods, but
   * for those that only tell a time.
   */
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Method accessor : Orgtable.class.getMethods()) {
      Class<?> store = accessor.getReturnType();
      if (store.getSimpleName().endsWith("Store") && accessor.getParameterCount() == 0) {
        Stream.of(store.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() != Instant.class)
            .map(method -> accessor.getName() + "." + method.getName())
            .forEach(names::add);
      }
    }
    assertThat(names).hasSizeGreaterThan(40);
    return names;
  }
}
