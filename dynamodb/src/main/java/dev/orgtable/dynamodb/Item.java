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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of the table: attributes by name. Immutable. Getters never fail: an attribute without the
 * expected type or format reads as absent.
 */
public final class Item {

  /** The attribute with the record type. */
  public static final String TYPE = "typ";

  private static final AttributeValue NULL = AttributeValue.fromNul(true);

  private static final AttributeValue[] SMALL =
      IntStream.range(0, 128)
          .mapToObj(each -> AttributeValue.fromN(Integer.toString(each)))
          .toArray(AttributeValue[]::new);

  private final Map<String, AttributeValue> attributes;

  private Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  /**
   * Wraps an item returned by DynamoDB.
   *
   * @param attributes not copied: must not be modified afterwards
   */
  public static Item of(Map<String, AttributeValue> attributes) {
    return new Item(attributes);
  }

  /** Returns a builder for a new item with this key. */
  public static Builder builder(Key key) {
    return new Builder(new LinkedHashMap<>(Builder.ATTRIBUTES)).at(key);
  }

  /** Returns a builder that starts with these attributes. */
  public Builder change() {
    return new Builder(new LinkedHashMap<>(attributes));
  }

  /** Returns an item with the same attributes and another key. */
  public Item at(Key key) {
    return change().at(key).build();
  }

  /** Returns a string set in the collection's order. */
  public static AttributeValue set(Collection<String> values) {
    List<String> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return AttributeValue.fromSs(sorted);
  }

  /** Returns a number. Small ones are shared. */
  static AttributeValue integer(long value) {
    return value >= 0 && value < SMALL.length
        ? SMALL[(int) value]
        : AttributeValue.fromN(Long.toString(value));
  }

  /** Returns all attributes. */
  public Map<String, AttributeValue> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  /** Returns the primary key. */
  public Key key() {
    return new Key(text(Key.ID), text(Key.RNG));
  }

  /** Returns a string; the empty string if absent. */
  public String text(String name) {
    @Nullable AttributeValue found = attributes.get(name);
    return found == null || found.s() == null ? "" : found.s();
  }

  /** Returns a string. */
  public Optional<String> string(String name) {
    return value(name).map(AttributeValue::s);
  }

  /** Returns an integer of 64 bits. */
  public Optional<Long> number(String name) {
    try {
      return value(name).map(AttributeValue::n).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns a time stored as an RFC 3339 string. */
  public Optional<Instant> instant(String name) {
    try {
      return string(name).map(Rfc3339::read);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the elements of a string set, in order; empty if absent. */
  public Set<String> strings(String name) {
    return value(name)
        .filter(AttributeValue::hasSs)
        .<Set<String>>map(found -> new TreeSet<>(found.ss()))
        .orElse(Set.of());
  }

  /** Returns whether an attribute exists and is NULL. */
  public boolean isNull(String name) {
    return value(name).map(AttributeValue::nul).orElse(false);
  }

  /** Returns the raw value of an attribute. */
  public Optional<AttributeValue> value(String name) {
    @Nullable AttributeValue found = attributes.get(name);
    return Optional.ofNullable(found);
  }

  @Override
  public String toString() {
    return key().toString();
  }

  /** A mutable builder of an item. */
  public static final class Builder {

    /** The initial capacity, sufficient for a large record. */
    private static final int ATTRIBUTES = 32;

    private final Map<String, AttributeValue> attributes;

    private Builder(Map<String, AttributeValue> attributes) {
      this.attributes = attributes;
    }

    /** Sets the key. */
    public Builder at(Key key) {
      return with(Key.ID, key.id()).with(Key.RNG, key.rng());
    }

    /** Copies all attributes of another item. */
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
      return with(name, integer(value));
    }

    /** Sets an attribute to a time, as an RFC 3339 string. */
    public Builder with(String name, Instant value) {
      return with(name, Rfc3339.write(value));
    }

    /** Sets an attribute to a string set, or removes it if the collection is empty. */
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
