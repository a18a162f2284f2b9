package dev.orgtable.internal.record;

import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.secret.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Collects the fields of one record that break the current rules, without regard to other records.
 */
public final class FieldCheck {

  private final Item item;
  private final List<String> faults = new ArrayList<>();

  public FieldCheck(Item item) {
    this.item = item;
  }

  public List<String> faults() {
    return faults;
  }

  public Item item() {
    return item;
  }

  public Key key() {
    return item.key();
  }

  /** Returns whether the record has the current version of the layout. */
  public boolean isCurrent() {
    return Layout.isCurrent(item);
  }

  public void add(String what) {
    faults.add(what);
  }

  /** Checks an attribute that repeats a part of the key. Version 0 omitted some of these. */
  public void name(String attribute, Optional<?> inKey) {
    boolean mustBeThere = isCurrent() || item.value(attribute).isPresent();
    if (mustBeThere && !item.string(attribute).equals(inKey.map(Object::toString))) {
      add(attribute + " differs from the key");
    }
  }

  public void text(String attribute, boolean mayBeEmpty) {
    String value = item.text(attribute);
    Optional<AttributeValue> stored = item.value(attribute);
    if (stored.isPresent() && stored.get().s() == null && !item.isNull(attribute)) {
      add(attribute + " is not a string");
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

  /** Checks a time that version 0 does not have. */
  public void currentTime(String attribute, boolean mayBeNeverSet) {
    if (isCurrent()) {
      time(attribute, mayBeNeverSet);
    }
  }

  /**
   * Checks a time. Version 0 stores an unset time as year 1, which is refused where a time is
   * required.
   */
  public void time(String attribute, boolean mayBeNeverSet) {
    boolean known = Fields.time(item, attribute).isAfter(Fields.NEVER_SET);
    boolean neverSet = item.instant(attribute).filter(Fields.NEVER_SET::equals).isPresent();
    if (!known && !(neverSet && mayBeNeverSet)) {
      add(attribute + " is not a time in the years 1 to 9999");
    }
  }

  /** Checks a number that conditions depend on: without it, they always fail. */
  public void number(String attribute) {
    if (item.number(attribute).isEmpty()) {
      add(attribute + " is not an integer");
    }
  }

  public void address(String attribute) {
    if (Keys.normalAddress(item, attribute).isEmpty()) {
      add(attribute + " is not an address in its normal form");
    }
  }

  /** Checks the id of a user. A table that was not upgraded has none. */
  public void userIdIfThere() {
    String id = item.text(Keys.USER_ID);
    boolean valid = UserId.isValid(id) && UserId.of(id).value().equals(id);
    if (item.value(Keys.USER_ID).isPresent() && !valid) {
      add(Keys.USER_ID + " is not a user id");
    }
  }

  public void hash(String attribute) {
    if (!Sha256.is(item.text(attribute))) {
      add(attribute + " is not a SHA-256");
    }
  }

  /** Checks an optional hash. */
  public void hashIfThere(String attribute) {
    if (item.value(attribute).isPresent()) {
      hash(attribute);
    }
  }

  public void directory(String partition, String sortedBy) {
    if (!item.text(Directory.PARTITION).equals(partition)
        || !item.text(Directory.SORT).equals(Directory.fold(sortedBy))) {
      add("dir and dirRng do not match the record");
    }
  }
}
