package dev.orgtable.internal.record;

import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Collects which fields of one record break the rules of today, whatever other records hold. */
public final class FieldCheck {

  private final Item item;
  private final List<String> odd = new ArrayList<>();

  FieldCheck(Item item) {
    this.item = item;
  }

  List<String> odd() {
    return odd;
  }

  public Item item() {
    return item;
  }

  public Key key() {
    return item.key();
  }

  /** Returns whether the record is of the version that this library writes. */
  public boolean isCurrent() {
    return Layout.isCurrent(item);
  }

  public void add(String what) {
    odd.add(what);
  }

  /** What the key says, said again. Version 0 left some of it out. */
  public void name(String attribute, Optional<?> inKey) {
    boolean mustBeThere = isCurrent() || item.value(attribute).isPresent();
    if (mustBeThere && !item.string(attribute).equals(inKey.map(Object::toString))) {
      add(attribute + " is not that of the key");
    }
  }

  public void text(String attribute, boolean mayBeEmpty) {
    String value = item.text(attribute);
    Optional<AttributeValue> stored = item.value(attribute);
    if (stored.isPresent() && stored.get().s() == null && !item.isNull(attribute)) {
      add(attribute + " is no text");
      return;
    }
    try {
      String normal = mayBeEmpty ? Text.optional(attribute, value) : Text.name(attribute, value);
      if (!normal.equals(value)) {
        add(attribute + " is not in its normal form");
      }
    } catch (InvalidInput e) {
      add(String.valueOf(e.getMessage()));
    }
  }

  /** A time that version 0 does not have. */
  public void currentTime(String attribute, boolean mayBeNeverSet) {
    if (isCurrent()) {
      time(attribute, mayBeNeverSet);
    }
  }

  /** The time that was never set is written in version 0, and odd where a time must be known. */
  public void time(String attribute, boolean mayBeNeverSet) {
    boolean known = Fields.time(item, attribute).isAfter(Fields.NEVER_SET);
    boolean neverSet = item.instant(attribute).filter(Fields.NEVER_SET::equals).isPresent();
    if (!known && !(neverSet && mayBeNeverSet)) {
      add(attribute + " is no time in the years 1 to 9999");
    }
  }

  /** A number without which no write that asks for it would ever be done. */
  public void number(String attribute) {
    if (item.number(attribute).isEmpty()) {
      add(attribute + " is no whole number");
    }
  }

  public void hash(String attribute) {
    if (!Sha256.is(item.text(attribute))) {
      add(attribute + " is no SHA-256");
    }
  }

  /** An optional hash. */
  public void hashIfThere(String attribute) {
    if (item.value(attribute).isPresent()) {
      hash(attribute);
    }
  }

  public void directory(String partition, String sortedBy) {
    if (!item.text(Directory.PARTITION).equals(partition)
        || !item.text(Directory.SORT).equals(Directory.fold(sortedBy))) {
      add("another place in the directory");
    }
  }
}
