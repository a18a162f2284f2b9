package dev.orgtable.internal.record;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What all records have: a type {@code typ}, and the version {@code v} of its layout. */
public final class Layout {

  public static final String VERSION = "v";

  /** The version that this library writes, of every record type. */
  public static final int CURRENT = 1;

  /** As every new item and nearly every condition has it: made once. */
  public static final AttributeValue CURRENT_VERSION =
      AttributeValue.fromN(Integer.toString(CURRENT));

  private static final long UNKNOWN = -1;

  private Layout() {}

  /** Returns a new record, to be filled. */
  public static Item.Builder item(Key key, String typ) {
    return Item.builder(key).with(Item.TYPE, typ).with(VERSION, CURRENT_VERSION);
  }

  /** Returns which type an item tells, empty if none. */
  public static String type(Item item) {
    return item.text(Item.TYPE);
  }

  /** Returns the version of a record, -1 if it tells none. */
  public static long version(Item item) {
    return item.number(VERSION).orElse(UNKNOWN);
  }

  /** Returns whether an item is a record of a type, in a version that this library reads. */
  public static boolean is(Item item, String typ) {
    return type(item).equals(typ) && version(item) >= 0 && version(item) <= CURRENT;
  }

  /** Returns whether a record is of the version that this library writes. */
  public static boolean isCurrent(Item item) {
    return version(item) == CURRENT;
  }

  /** Returns the refusal of an item that is not what may stand under its key. */
  public static UnreadableRecord unreadable(Key key) {
    return new UnreadableRecord(key.id(), key.rng());
  }
}
