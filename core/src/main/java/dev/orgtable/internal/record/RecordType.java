package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A type of record: where its records stand, and what their fields must hold. Each is told in the
 * file of its record, and listed in {@link RecordTypes}.
 *
 * @param typ the value of the attribute {@code typ}
 * @param partitions what its partition keys begin with
 * @param sort its sort key, or what its sort keys begin with if that ends in a slash
 * @param owns whether a key of that form is one of its keys
 * @param place which key the fields of a record tell; empty if they tell none
 * @param fields checks the fields of a record that stands under one of its keys
 * @param whole whether a record has all attributes that its writes depend on: a revision that is no
 *     number makes every condition on it fail, and DynamoDB refuses to count in a text
 * @param isSource whether a tombstone may stand in place of a record
 * @param expires whether a record is removed by itself, once its attribute {@code removeAt} is over
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

  /** Returns a type whose records stand under keys of a form. */
  public static RecordType of(String typ, String partitions, String sort) {
    return new RecordType(
        AttributeValue.fromS(typ),
        partitions,
        sort,
        key -> true,
        item -> Optional.empty(),
        fields -> {},
        item -> true,
        false,
        false);
  }

  /** Returns the same, which owns the keys that name what they must. */
  public RecordType owning(Predicate<Key> keys) {
    return new RecordType(typ, partitions, sort, keys, place, fields, whole, isSource, expires);
  }

  /** Returns the same, whose fields tell the key. */
  public RecordType placedBy(Function<Item, Optional<Key>> key) {
    return new RecordType(typ, partitions, sort, owns, key, fields, whole, isSource, expires);
  }

  /** Returns the same, whose fields are checked. */
  public RecordType checkedBy(Consumer<FieldCheck> check) {
    return new RecordType(typ, partitions, sort, owns, place, check, whole, isSource, expires);
  }

  /** Returns the same, whose writes depend on some attributes. */
  public RecordType dependingOn(Predicate<Item> attributes) {
    return new RecordType(
        typ, partitions, sort, owns, place, fields, attributes, isSource, expires);
  }

  /** Returns the same, in place of whose record a tombstone may stand. */
  public RecordType asSource() {
    return new RecordType(typ, partitions, sort, owns, place, fields, whole, true, expires);
  }

  /** Returns the same, whose records expire. */
  public RecordType expiring() {
    return new RecordType(typ, partitions, sort, owns, place, fields, whole, isSource, true);
  }

  public String name() {
    return typ.s();
  }

  /** Returns whether a key has the form of this type's, whatever it names. */
  public boolean claims(Key key) {
    return matches(key.id(), partitions) && matches(key.rng(), sort);
  }

  private static boolean matches(String text, String form) {
    return form.endsWith("/") ? text.startsWith(form) : text.equals(form);
  }

  /** Returns whether a key is one of this type's. */
  public boolean owns(Key key) {
    return claims(key) && owns.test(key);
  }

  /**
   * Returns whether a record can be written by what it tells. One that cannot may be read, and
   * removed with all that it belongs to.
   */
  public boolean isWhole(Item item) {
    return !Layout.isCurrent(item) || !Layout.is(item, name()) || whole.test(item);
  }
}
