package dev.orgtable.benchmarks.service;

import dev.orgtable.benchmarks.Child;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.IOException;
import java.io.PrintStream;

/** An engine in memory, in a process of its own, until its input ends. */
final class Engine {

  static final String READY = "endpoint ";

  private Engine() {}

  /** Serves. */
  public static void main(String[] arguments) throws IOException {
    PrintStream told = Child.output();
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      told.println(READY + engine.uri());
      while (System.in.read() >= 0) {
        // Nobody writes anything.
      }
    }
    System.exit(0);
  }
}
