package dev.orgtable.testkit;

import dev.orgtable.embedded.LoopbackEndpoint;
import java.net.URI;

/** The one engine of all contracts about faults, behind HTTP on the loopback interface. */
public final class LoopbackEngine {

  private static final LoopbackEndpoint ENGINE = LoopbackEndpoint.inMemory();

  private LoopbackEngine() {}

  /** Returns the address to give to a client as its endpoint. */
  public static URI uri() {
    return ENGINE.uri();
  }
}
