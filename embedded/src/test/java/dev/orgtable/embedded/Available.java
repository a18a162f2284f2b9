package dev.orgtable.embedded;

import java.util.Optional;
import java.util.stream.Stream;

/** The engines that this machine has. */
final class Available {

  private Available() {}

  /** Returns whether the program of Dynoxide is here; it must be if the environment names it. */
  static boolean dynoxide() {
    return DynoxideProgram.chosen(Optional.empty()).isPresent();
  }

  static Stream<Engines> engines() {
    return Stream.of(EngineType.values())
        .filter(type -> type != EngineType.DYNOXIDE || dynoxide())
        .map(Engines.byDefault()::with);
  }
}
