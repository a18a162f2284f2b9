package dev.orgtable.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells what belongs under which key, so that no operation takes an item of another program, or of
 * a version that it does not know, for one of its own.
 */
public interface ItemGuard {

  /** Knows no types, and lets everything be read. */
  ItemGuard NONE =
      new ItemGuard() {
        @Override
        public AttributeValue typeOf(Key key) {
          throw new IllegalStateException("no type is known for " + key);
        }

        @Override
        public boolean isReadable(Key key, Item item) {
          return true;
        }

        @Override
        public boolean isWritable(Key key, Item item) {
          return true;
        }

        @Override
        public RuntimeException unreadable(Key key) {
          return new UnreadableItemException(key);
        }
      };

  /** Returns the value of {@code typ} that an item under a key has, for {@link Condition#typed}. */
  AttributeValue typeOf(Key key);

  /** Returns whether an item is what may stand under a key. */
  boolean isReadable(Key key, Item item);

  /**
   * Returns whether an item can be written by what it tells: it is readable, and has all attributes
   * that conditions compare and updates count, of their types. Is asked only about items that were
   * in the way of a write.
   */
  boolean isWritable(Key key, Item item);

  /** Returns what to throw where it is not. */
  RuntimeException unreadable(Key key);
}
