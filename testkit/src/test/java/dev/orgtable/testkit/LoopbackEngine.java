package dev.orgtable.testkit;

import dev.orgtable.embedded.LoopbackEndpoint;
import java.net.URI;

/** The engine shared by all fault tests, behind HTTP on the loopback interface. */
public final class LoopbackEngine {

  private static final LoopbackEndpoint ENGINE = LoopbackEndpoint.inMemory();

  private LoopbackEngine() {}

  /** Returns the endpoint for clients. */
  public static URI uri() {
    return ENGINE.uri();
  }
}
