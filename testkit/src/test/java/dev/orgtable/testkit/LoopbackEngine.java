package dev.orgtable.testkit;

import dev.orgtable.embedded.LoopbackEndpoint;
import java.net.URI;

/** The one engine of all contracts about faults, behind HTTP on the loopback interface. */
final class LoopbackEngine {

  private static final LoopbackEndpoint ENGINE = LoopbackEndpoint.inMemory();

  private LoopbackEngine() {}

  static URI uri() {
    return ENGINE.uri();
  }
}
