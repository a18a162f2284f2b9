package dev.orgtable.dynamodb;

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
 * One item of the table: its attributes by name. Immutable. Reading never fails: what has not the
 * expected type or form reads as absent.
 */
public final class Item {

  /** The attribute that tells of which type a record is. */
  public static final String TYPE = "typ";

  private static final AttributeValue NULL = AttributeValue.fromNul(true);

  private final Map<String, AttributeValue> attributes;

  private Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  /**
   * Returns an item as DynamoDB gave it.
   *
   * @param attributes are not copied: nobody may change them afterwards
   */
  public static Item of(Map<String, AttributeValue> attributes) {
    return new Item(attributes);
  }

  /** Returns a new item under a key, to be filled. */
  public static Builder builder(Key key) {
    return new Builder(new LinkedHashMap<>(Builder.ATTRIBUTES)).at(key);
  }

  /** Returns a copy to be changed. */
  public Builder change() {
    return new Builder(new LinkedHashMap<>(attributes));
  }

  /** Returns the same attributes under another key. */
  public Item at(Key key) {
    return change().at(key).build();
  }

  /** Returns a string set, in its order. */
  public static AttributeValue set(Collection<String> values) {
    List<String> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return AttributeValue.fromSs(sorted);
  }

  /** Returns all attributes. */
  public Map<String, AttributeValue> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  /** Returns the primary key. */
  public Key key() {
    return new Key(text(Key.ID), text(Key.RNG));
  }

  /** Returns a string, empty if there is none. */
  public String text(String name) {
    @Nullable AttributeValue found = attributes.get(name);
    return found == null || found.s() == null ? "" : found.s();
  }

  /** Returns a string. */
  public Optional<String> string(String name) {
    return value(name).map(AttributeValue::s);
  }

  /** Returns a whole number of 64 bits. */
  public Optional<Long> number(String name) {
    try {
      return value(name).map(AttributeValue::n).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns a time that is stored as a string of RFC 3339. */
  public Optional<Instant> instant(String name) {
    try {
      return string(name).map(Rfc3339::read);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the elements of a string set in order, none if there is no such set. */
  public Set<String> strings(String name) {
    return value(name)
        .filter(AttributeValue::hasSs)
        .<Set<String>>map(found -> new TreeSet<>(found.ss()))
        .orElse(Set.of());
  }

  /** Returns whether an attribute is there, and is NULL. */
  public boolean isNull(String name) {
    return value(name).map(AttributeValue::nul).orElse(false);
  }

  /** Returns an attribute as it is. */
  public Optional<AttributeValue> value(String name) {
    @Nullable AttributeValue found = attributes.get(name);
    return Optional.ofNullable(found);
  }

  @Override
  public String toString() {
    return key().toString();
  }

  /** An item that is being made. */
  public static final class Builder {

    /** Room for the attributes of a large record. */
    private static final int ATTRIBUTES = 32;

    private final Map<String, AttributeValue> attributes;

    private Builder(Map<String, AttributeValue> attributes) {
      this.attributes = attributes;
    }

    /** Sets the key. */
    public Builder at(Key key) {
      return with(Key.ID, key.id()).with(Key.RNG, key.rng());
    }

    /** Sets all attributes that another item has. */
    public Builder withAll(Item other) {
      attributes.putAll(other.attributes);
      return this;
    }

    /** Sets an attribute to a string. */
    public Builder with(String name, String value) {
      return with(name, AttributeValue.fromS(value));
    }

    /** Sets an attribute to a number. */
    public Builder with(String name, long value) {
      return with(name, AttributeValue.fromN(Long.toString(value)));
    }

    /** Sets an attribute to a time, as a string of RFC 3339. */
    public Builder with(String name, Instant value) {
      return with(name, Rfc3339.write(value));
    }

    /** Sets an attribute to a string set; removes it if there is no element. */
    public Builder with(String name, Collection<String> elements) {
      return elements.isEmpty() ? without(name) : with(name, set(elements));
    }

    /** Sets an attribute. */
    public Builder with(String name, AttributeValue value) {
      attributes.put(name, value);
      return this;
    }

    /** Sets an attribute to NULL. */
    public Builder withNull(String name) {
      return with(name, NULL);
    }

    /** Removes an attribute. */
    public Builder without(String name) {
      attributes.remove(name);
      return this;
    }

    /** Returns the item; the builder must not be used afterwards. */
    public Item build() {
      return new Item(attributes);
    }
  }
}
