package dev.orgtable.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The source checkout that this program was built from. */
public final class Checkout {

  private Checkout() {}

  /**
   * Returns a file of the checkout. The running jar or classes are two directories below its root.
   */
  public static Path file(String name) {
    try {
      return Path.of(Checkout.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolve("../../..")
          .resolve(name)
          .normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program was not loaded from a file", e);
    }
  }
}
