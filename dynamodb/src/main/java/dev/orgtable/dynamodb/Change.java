package dev.orgtable.dynamodb;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The changes of an update to one item. Immutable: each method returns a new change with one part
 * added. An attribute may occur only once.
 */
public final class Change {

  /** The initial capacity, sufficient for most updates. */
  private static final int USUAL_LENGTH = 64;

  private static final Clause[] CLAUSES = Clause.values();

  private final @Nullable Change before;
  private final Clause clause;
  private final String attribute;
  private final @Nullable AttributeValue value;
  private final @Nullable AttributeValue start;

  /** Creates an empty change; an update needs at least one part. */
  public Change() {
    this(null, Clause.SET, "", null);
  }

  private Change(
      @Nullable Change before, Clause clause, String attribute, @Nullable AttributeValue value) {
    this(before, clause, attribute, value, null);
  }

  private Change(
      @Nullable Change before,
      Clause clause,
      String attribute,
      @Nullable AttributeValue value,
      @Nullable AttributeValue start) {
    this.before = before;
    this.clause = clause;
    this.attribute = attribute;
    this.value = value;
    this.start = start;
  }

  /** The clauses of an update expression, in the order in which they are written. */
  private enum Clause {
    SET,
    REMOVE,
    ADD,
    DELETE
  }

  /** Sets an attribute to a string. */
  public Change set(String name, String to) {
    return set(name, AttributeValue.fromS(to));
  }

  /** Sets an attribute to a number. */
  public Change set(String name, long to) {
    return set(name, Item.integer(to));
  }

  /** Sets an attribute to a time, as an RFC 3339 string. */
  public Change set(String name, Instant to) {
    return set(name, Rfc3339.write(to));
  }

  /** Sets an attribute to a string set, or removes it if the collection is empty. */
  public Change set(String name, Collection<String> elements) {
    return elements.isEmpty() ? remove(name) : set(name, Item.set(elements));
  }

  /** Sets an attribute. */
  public Change set(String name, AttributeValue to) {
    return new Change(this, Clause.SET, name, to);
  }

  /** Removes an attribute. */
  public Change remove(String name) {
    return new Change(this, Clause.REMOVE, name, null);
  }

  /**
   * Adds to a number; an absent attribute counts as 0. Not idempotent: a single write with it needs
   * an attribute of its own by which a repetition is recognised.
   */
  public Change add(String name, long delta) {
    return new Change(this, Clause.ADD, name, Item.integer(delta));
  }

  /**
   * Adds to a number; an absent attribute counts as {@code start}. Like {@link #add(String, long)},
   * not idempotent. The write fails if the attribute is not a number.
   */
  public Change add(String name, long delta, long start) {
    return add(name, delta, Item.integer(start));
  }

  /** Adds to a number as {@link #add(String, long, long)} does; a shared start is sent once. */
  public Change add(String name, long delta, AttributeValue start) {
    return new Change(this, Clause.SET, name, Item.integer(delta), start);
  }

  /** Adds elements to a string set, which is created if absent. Idempotent. */
  public Change add(String name, Collection<String> elements) {
    return new Change(this, Clause.ADD, name, Item.set(elements));
  }

  /** Deletes elements from a string set, which is removed with its last element. Idempotent. */
  public Change delete(String name, Collection<String> elements) {
    return new Change(this, Clause.DELETE, name, Item.set(elements));
  }

  /** Returns the update expression; and adds its placeholders to those of the write. */
  String render(Expression names) {
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    for (Clause each : CLAUSES) {
      append(text, names, each);
    }
    return text.toString();
  }

  /** Appends the parts of one clause; returns whether there are any. */
  private boolean append(StringBuilder text, Expression names, Clause wanted) {
    if (before == null) {
      return false;
    }
    boolean begun = before.append(text, names, wanted);
    if (clause != wanted) {
      return begun;
    }
    if (begun) {
      text.append(", ");
    } else {
      text.append(text.isEmpty() ? "" : " ").append(clause).append(' ');
    }
    String name = names.name(attribute);
    text.append(name);
    if (value != null && start != null) {
      text.append(" = if_not_exists(")
          .append(name)
          .append(", ")
          .append(names.value(start))
          .append(") + ")
          .append(names.value(value));
    } else if (value != null) {
      text.append(clause == Clause.SET ? " = " : " ").append(names.value(value));
    }
    return true;
  }
}
