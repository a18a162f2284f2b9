package dev.orgtable.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The order in which those that are compared take their turns. */
public final class Turns {

  private Turns() {}

  /**
   * Returns the order in a round. In twice as many consecutive rounds as there are elements, each
   * has each place equally often; of two or three, each also follows each other equally often.
   */
  public static <T> List<T> order(List<T> all, int round) {
    List<T> order = new ArrayList<>(all);
    Collections.rotate(order, -(round / 2));
    if (round % 2 == 1) {
      Collections.reverse(order);
    }
    return order;
  }
}
