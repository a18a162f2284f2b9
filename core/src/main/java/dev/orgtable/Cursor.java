package dev.orgtable;

/**
 * A place in a list: opaque, and good only for the list that it came from.
 *
 * @param value the text to hand out and to take back unchanged
 */
public record Cursor(String value) {

  @Override
  public String toString() {
    return value;
  }
}
