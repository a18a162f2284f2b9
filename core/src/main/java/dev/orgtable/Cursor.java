package dev.orgtable;

/**
 * An opaque position in a list, valid only for the list that returned it.
 *
 * @param value the text to return to the caller and to accept back unchanged
 */
public record Cursor(String value) {

  @Override
  public String toString() {
    return value;
  }
}
