package dev.orgtable.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Decides which items are valid under which keys, so that no operation mistakes an item of another
 * program, or of an unknown version, for its own.
 */
public interface ItemGuard {

  /** Accepts every item; requires no types. */
  ItemGuard NONE =
      new ItemGuard() {
        @Override
        public AttributeValue typeOf(Key key) {
          throw new IllegalStateException("no type is defined for " + key);
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

  /** Returns the required value of {@code typ} under a key, for {@link Condition#typed}. */
  AttributeValue typeOf(Key key);

  /** Returns whether an item is valid under its key. */
  boolean isReadable(Key key, Item item);

  /**
   * Returns whether an item can be written: it is readable, and all attributes that conditions
   * compare and updates count exist with the right type. Called only for items whose condition
   * failed.
   */
  boolean isWritable(Key key, Item item);

  /** Returns the exception for an invalid item. */
  RuntimeException unreadable(Key key);
}
