package dev.orgtable.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item of the table: its attributes by name. Reading never fails: what has not the expected
 * type or form reads as absent.
 */
final class Item {

  /** The version of the layout that this library writes, of every record type. */
  static final int VERSION = 1;

  /** The version as every new item and nearly every condition has it: made once. */
  static final AttributeValue PRESENT_VERSION = AttributeValue.fromN(Integer.toString(VERSION));

  /** The types of all records. */
  private static final Set<String> TYPES =
      Set.of(
          UserRecord.TYP,
          UserOrganisationRecord.TYP,
          OrganisationRecord.TYP,
          OrganisationGroupMemberRecord.TYP,
          OrganisationInvitationRecord.TYP,
          OrganisationServiceRecord.TYP,
          InvitationTokenRecord.TYP,
          MailQuotaRecord.TYP,
          ReceiptRecord.TYP,
          ApiKeyRecord.TYP,
          FirstApiKeyRecord.TYP,
          JobRecord.TYP,
          EndedRecord.TYP,
          Endings.TYP);

  private static final AttributeValue NULL = AttributeValue.fromNul(true);
  private static final long UNKNOWN_VERSION = -1;

  /** Room for the attributes of the largest record. */
  private static final int ATTRIBUTES = 32;

  private final Map<String, AttributeValue> attributes;

  private Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  /** Returns an item as DynamoDB gave it. */
  static Item of(Map<String, AttributeValue> attributes) {
    return new Item(attributes);
  }

  /** Returns the same attributes under another key. */
  Item at(Key key) {
    return new Item(new LinkedHashMap<>(attributes)).with("id", key.id()).with("rng", key.rng());
  }

  /** Returns a new item of the present version, to be filled. */
  static Item of(Key key, String typ) {
    Item item = new Item(new LinkedHashMap<>(ATTRIBUTES));
    item.with("id", key.id()).with("rng", key.rng()).with("typ", typ);
    item.attributes.put("v", PRESENT_VERSION);
    return item;
  }

  Item with(String name, String value) {
    attributes.put(name, AttributeValue.fromS(value));
    return this;
  }

  Item with(String name, long value) {
    attributes.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  Item with(String name, Instant value) {
    return with(name, Rfc3339.write(value));
  }

  Item withNull(String name) {
    attributes.put(name, NULL);
    return this;
  }

  /** Adds a string set; none at all if it is empty, since DynamoDB has no empty set. */
  Item with(String name, Collection<String> values) {
    if (!values.isEmpty()) {
      attributes.put(name, set(values));
    }
    return this;
  }

  /** Returns a string set, in its order. */
  static AttributeValue set(Collection<String> values) {
    List<String> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return AttributeValue.fromSs(sorted);
  }

  Item without(String name) {
    attributes.remove(name);
    return this;
  }

  Map<String, AttributeValue> attributes() {
    return attributes;
  }

  Key key() {
    return new Key(text("id"), text("rng"));
  }

  /** Returns the version of the record, -1 if it tells none. */
  long version() {
    return number("v").orElse(UNKNOWN_VERSION);
  }

  /** Returns whether this is a record of a type, in a version that this library reads. */
  boolean is(String typ) {
    return text("typ").equals(typ) && version() >= 0 && version() <= VERSION;
  }

  /** Returns whether this tells one of the types of our records, whatever its version. */
  boolean isOfOurType() {
    return TYPES.contains(text("typ"));
  }

  /** Returns whether this is a record of any of our types, in a version that this library reads. */
  boolean isReadable() {
    return isOfOurType() && is(text("typ"));
  }

  /** Returns whether this is a record that this library writes. */
  boolean isPresent() {
    return version() == VERSION;
  }

  /** Returns a string, empty if there is none. */
  String text(String name) {
    @Nullable AttributeValue found = attributes.get(name);
    return found == null || found.s() == null ? "" : found.s();
  }

  Optional<String> string(String name) {
    return value(name).map(AttributeValue::s);
  }

  Optional<Long> number(String name) {
    try {
      return value(name).map(AttributeValue::n).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  Optional<Instant> instant(String name) {
    try {
      return string(name).map(Rfc3339::read);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Set<String> strings(String name) {
    return value(name)
        .filter(AttributeValue::hasSs)
        .<Set<String>>map(found -> new TreeSet<>(found.ss()))
        .orElse(Set.of());
  }

  boolean isNull(String name) {
    return value(name).map(AttributeValue::nul).orElse(false);
  }

  Optional<AttributeValue> value(String name) {
    @Nullable AttributeValue found = attributes.get(name);
    return Optional.ofNullable(found);
  }

  @Override
  public String toString() {
    return key().toString();
  }
}
