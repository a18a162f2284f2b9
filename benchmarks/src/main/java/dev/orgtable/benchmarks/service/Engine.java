package dev.orgtable.benchmarks.service;

import dev.orgtable.benchmarks.Child;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.IOException;
import java.io.PrintStream;

/** An in-memory engine in a process of its own, which runs until its input ends. */
final class Engine {

  static final String READY = "endpoint ";

  private Engine() {}

  /** Runs the engine. */
  public static void main(String[] arguments) throws IOException {
    PrintStream output = Child.output();
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      output.println(READY + engine.uri());
      while (System.in.read() >= 0) {
        // The parent sends nothing.
      }
    }
    System.exit(0);
  }
}
