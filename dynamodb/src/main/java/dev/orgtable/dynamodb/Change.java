package dev.orgtable.dynamodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The changes of an update to one item. Immutable: each method returns a new change with one part
 * added. An attribute may occur only once.
 */
public final class Change {

  private final @Nullable Change before;
  private final Clause clause;
  private final String attribute;
  private final @Nullable AttributeValue value;

  /** Creates an empty change; an update needs at least one part. */
  public Change() {
    this(null, Clause.SET, "", null);
  }

  private Change(
      @Nullable Change before, Clause clause, String attribute, @Nullable AttributeValue value) {
    this.before = before;
    this.clause = clause;
    this.attribute = attribute;
    this.value = value;
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
    return set(name, AttributeValue.fromN(Long.toString(to)));
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
    return new Change(this, Clause.ADD, name, AttributeValue.fromN(Long.toString(delta)));
  }

  /** Adds elements to a string set, which is created if absent. Idempotent. */
  public Change add(String name, Collection<String> elements) {
    return new Change(this, Clause.ADD, name, Item.set(elements));
  }

  /** Deletes elements from a string set, which is removed with its last element. Idempotent. */
  public Change delete(String name, Collection<String> elements) {
    return new Change(this, Clause.DELETE, name, Item.set(elements));
  }

  /** Returns the update expression; its placeholders are added to those of the write. */
  String render(Expression names) {
    List<Change> parts = parts();
    StringBuilder text = new StringBuilder(Expression.USUAL_LENGTH);
    for (Clause each : Clause.values()) {
      String start = text.isEmpty() ? each.name() + " " : " " + each.name() + " ";
      for (Change part : parts) {
        if (part.clause == each) {
          text.append(start);
          part.append(text, names);
          start = ", ";
        }
      }
    }
    return text.toString();
  }

  private List<Change> parts() {
    List<Change> parts = new ArrayList<>();
    for (Change part = this; part.before != null; part = part.before) {
      parts.add(part);
    }
    Collections.reverse(parts);
    return parts;
  }

  private void append(StringBuilder text, Expression names) {
    text.append(names.name(attribute));
    if (value != null) {
      text.append(clause == Clause.SET ? " = " : " ").append(names.value(value));
    }
  }
}
