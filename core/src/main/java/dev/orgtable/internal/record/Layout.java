package dev.orgtable.internal.record;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes of all records: the type {@code typ} and the version {@code v} of the layout. */
public final class Layout {

  public static final String VERSION = "v";

  /** The id of the event of the last change; absent if the record never had one. */
  public static final String EVENT = "event";

  /** The current version of the layout of every record type, which this library writes. */
  public static final int CURRENT = 1;

  /** The current version as an attribute, shared by all new items and most conditions. */
  public static final AttributeValue CURRENT_VERSION =
      AttributeValue.fromN(Integer.toString(CURRENT));

  private static final long UNKNOWN = -1;

  private static final Map<String, AttributeValue> WORDS = new ConcurrentHashMap<>();

  private Layout() {}

  /** Returns a builder for a new record of the current version. */
  public static Item.Builder item(Key key, String typ) {
    return Item.builder(key).with(Item.TYPE, word(typ)).with(VERSION, CURRENT_VERSION);
  }

  /** Returns a constant, such as a type, as an attribute that all records share. */
  public static AttributeValue word(String constant) {
    return WORDS.computeIfAbsent(constant, AttributeValue::fromS);
  }

  /** Returns the type of an item, or the empty string if it has none. */
  public static String type(Item item) {
    return item.text(Item.TYPE);
  }

  /** Returns the version of a record, or -1 if it has none. */
  public static long version(Item item) {
    return item.number(VERSION).orElse(UNKNOWN);
  }

  /** Returns whether an item is a record of this type in a version that this library reads. */
  public static boolean is(Item item, String typ) {
    return type(item).equals(typ) && version(item) >= 0 && version(item) <= CURRENT;
  }

  /** Returns whether a record has the current version. */
  public static boolean isCurrent(Item item) {
    return version(item) == CURRENT;
  }

  /** Returns the exception for an item that is invalid under its key. */
  public static UnreadableRecord unreadable(Key key) {
    return new UnreadableRecord(key.id(), key.rng());
  }
}
