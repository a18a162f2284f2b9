package dev.orgtable.embedded;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that opens a directory and writes ascending numbers until it is killed, every second
 * one in a transaction, and prints each one once acknowledged, or prints the error.
 */
final class Writer {

  private Writer() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Engines engines = Engines.byDefault().with(EngineType.named(args[0]));
    try (Engine engine = engines.on(Path.of(args[1]))) {
      Numbers numbers = new Numbers(engine.client());
      if (!numbers.isThere()) {
        numbers.create();
      }
      for (int next = Integer.parseInt(args[2]); ; next++) {
        if (next % 2 == 0) {
          numbers.add(next);
        } else {
          numbers.addInTransaction(next);
        }
        out.println(next);
      }
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
    }
  }
}
