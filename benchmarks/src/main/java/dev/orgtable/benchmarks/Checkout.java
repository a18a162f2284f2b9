package dev.orgtable.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The checkout in which this was built. */
public final class Checkout {

  private Checkout() {}

  /** Returns a file of it. What is running lies two directories below it, as a jar or classes. */
  public static Path file(String name) {
    try {
      return Path.of(Checkout.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolve("../../..")
          .resolve(name)
          .normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program lies in no file", e);
    }
  }
}
