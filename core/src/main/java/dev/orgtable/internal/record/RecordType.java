package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record type: the form of its keys and the rules for its fields. Each is defined in the class of
 * its record and listed in {@code RecordTypes}.
 *
 * @param typ the value of the attribute {@code typ}
 * @param partitions the prefix of its partition keys
 * @param sort its sort key, or the prefix of its sort keys if it ends in a slash
 * @param owns whether a key of that form is a valid key of the type
 * @param place computes the key from the fields of a record; empty if they are invalid
 * @param fields checks the fields of a record under a valid key
 * @param whole whether a record has all attributes that writes depend on: a condition on a revision
 *     that is not a number always fails, and DynamoDB refuses to add to a string
 * @param isSource whether a tombstone may take the place of a record
 * @param expires whether DynamoDB removes a record some time after {@code removeAt}
 */
public record RecordType(
    AttributeValue typ,
    String partitions,
    String sort,
    Predicate<Key> owns,
    Function<Item, Optional<Key>> place,
    Consumer<FieldCheck> fields,
    Predicate<Item> whole,
    boolean isSource,
    boolean expires) {

  /** Returns a type with keys of this form. */
  public static RecordType of(String typ, String partitions, String sort) {
    return new RecordType(
        Layout.word(typ),
        partitions,
        sort,
        key -> true,
        item -> Optional.empty(),
        fields -> {},
        item -> true,
        false,
        false);
  }

  /** Returns this type with a rule for valid keys. */
  public RecordType owning(Predicate<Key> keys) {
    return new RecordType(typ, partitions, sort, keys, place, fields, whole, isSource, expires);
  }

  /** Returns this type with a function that computes the key from the fields. */
  public RecordType placedBy(Function<Item, Optional<Key>> key) {
    return new RecordType(typ, partitions, sort, owns, key, fields, whole, isSource, expires);
  }

  /** Returns this type with a check of the fields. */
  public RecordType checkedBy(Consumer<FieldCheck> check) {
    return new RecordType(typ, partitions, sort, owns, place, check, whole, isSource, expires);
  }

  /** Returns this type with a rule for the attributes that writes depend on. */
  public RecordType dependingOn(Predicate<Item> attributes) {
    return new RecordType(
        typ, partitions, sort, owns, place, fields, attributes, isSource, expires);
  }

  /** Returns this type as one whose records tombstones may replace. */
  public RecordType asSource() {
    return new RecordType(typ, partitions, sort, owns, place, fields, whole, true, expires);
  }

  /** Returns this type as one whose records expire. */
  public RecordType expiring() {
    return new RecordType(typ, partitions, sort, owns, place, fields, whole, isSource, true);
  }

  public String name() {
    return typ.s();
  }

  /** Returns whether a key has the form of this type's keys, with valid ids or not. */
  public boolean claims(Key key) {
    return matches(key.id(), partitions) && matches(key.rng(), sort);
  }

  private static boolean matches(String text, String form) {
    return form.endsWith("/") ? text.startsWith(form) : text.equals(form);
  }

  /** Returns whether a key is a valid key of this type. */
  public boolean owns(Key key) {
    return claims(key) && owns.test(key);
  }

  /**
   * Returns whether a record has all attributes that writes depend on. A record that does not can
   * be read, and deleted with its source.
   */
  public boolean isWhole(Item item) {
    return !Layout.isCurrent(item) || !Layout.is(item, name()) || whole.test(item);
  }
}
