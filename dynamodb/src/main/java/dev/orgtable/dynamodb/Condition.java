package dev.orgtable.dynamodb;

import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The condition of a write to one item: terms joined by AND. Immutable: each method returns a new
 * condition with one term added.
 */
public final class Condition {

  /** The initial capacity, sufficient for most conditions. */
  private static final int USUAL_LENGTH = 112;

  private static final Condition ALWAYS = new Condition(null, (text, names) -> {});
  private static final Condition EXISTS = ALWAYS.there(Key.ID);
  private static final Condition ABSENT = ALWAYS.lacking(Key.ID);

  private final @Nullable Condition before;
  private final Term term;

  private Condition(@Nullable Condition before, Term term) {
    this.before = before;
    this.term = term;
  }

  /** One term of a condition. */
  @FunctionalInterface
  private interface Term {
    void append(StringBuilder text, Expression names);
  }

  /** Returns the empty condition; a write needs at least one term. */
  public static Condition where() {
    return ALWAYS;
  }

  /** The item exists. */
  public static Condition exists() {
    return EXISTS;
  }

  /** The item does not exist. */
  public static Condition absent() {
    return ABSENT;
  }

  /** The attributes are unchanged since an item was read, whether present or absent. */
  public static Condition same(Item item, Collection<String> attributes) {
    Condition all = EXISTS;
    for (String attribute : new TreeSet<>(attributes)) {
      all = all.same(attribute, item.value(attribute).orElse(null));
    }
    return all;
  }

  /** The attribute has this value, or is absent if the value is null. */
  public Condition same(String attribute, @Nullable AttributeValue value) {
    return value == null ? lacking(attribute) : compare(attribute, " = ", value);
  }

  /** The item has the type that its key requires: see {@link ItemGuard#typeOf}. */
  public Condition typed() {
    return and(
        (text, names) -> text.append(names.name(Item.TYPE)).append(" = ").append(names.type()));
  }

  /** The attribute equals this string. */
  public Condition equal(String attribute, String value) {
    return compare(attribute, " = ", AttributeValue.fromS(value));
  }

  /** The attribute equals this number. */
  public Condition equal(String attribute, long value) {
    return compare(attribute, " = ", Item.integer(value));
  }

  /** The attribute equals this value. */
  public Condition equal(String attribute, AttributeValue value) {
    return compare(attribute, " = ", value);
  }

  /** The attribute equals this string set, or is absent if the collection is empty. */
  public Condition equal(String attribute, Collection<String> elements) {
    return elements.isEmpty() ? lacking(attribute) : compare(attribute, " = ", Item.set(elements));
  }

  /** The attribute is a number greater than this one. */
  public Condition above(String attribute, long value) {
    return compare(attribute, " > ", Item.integer(value));
  }

  /** The attribute is a number less than this one. */
  public Condition below(String attribute, long value) {
    return compare(attribute, " < ", Item.integer(value));
  }

  /** The attribute is a number less than or equal to this one. */
  public Condition atMost(String attribute, long value) {
    return compare(attribute, " <= ", Item.integer(value));
  }

  /** The attribute is a number greater than or equal to this one. */
  public Condition atLeast(String attribute, long value) {
    return compare(attribute, " >= ", Item.integer(value));
  }

  /** The attribute is absent, or a number less than this one. */
  public Condition absentOrBelow(String attribute, long value) {
    return and(ALWAYS.lacking(attribute).or(ALWAYS.below(attribute, value)));
  }

  /** The attribute is absent, or a string that sorts before this one, by its bytes in UTF-8. */
  Condition absentOrBefore(String attribute, AttributeValue value) {
    return and(ALWAYS.lacking(attribute).or(ALWAYS.compare(attribute, " < ", value)));
  }

  /** The attribute is a string set with this element, or a string with this substring. */
  public Condition contains(String attribute, String element) {
    AttributeValue value = AttributeValue.fromS(element);
    return call("contains(", attribute, value);
  }

  /** The attribute is not a string set with this element. */
  public Condition lacks(String attribute, String element) {
    AttributeValue value = AttributeValue.fromS(element);
    return call("NOT contains(", attribute, value);
  }

  /** The attribute is absent, or a string set with at most this many elements. */
  public Condition hasAtMost(String attribute, int elements) {
    AttributeValue most = Item.integer(elements);
    return and(
        (text, names) -> {
          String name = names.name(attribute);
          text.append("(attribute_not_exists(").append(name).append(") OR size(").append(name);
          text.append(") <= ").append(names.value(most)).append(')');
        });
  }

  /** The attribute is NULL. */
  public Condition isNull(String attribute) {
    return call("attribute_type(", attribute, AttributeValue.fromS("NULL"));
  }

  /** The attribute is a string. */
  public Condition isString(String attribute) {
    return call("attribute_type(", attribute, AttributeValue.fromS("S"));
  }

  /** The attribute exists. */
  public Condition there(String attribute) {
    return and(
        (text, names) ->
            text.append("attribute_exists(").append(names.name(attribute)).append(')'));
  }

  /** The attribute is absent. */
  public Condition lacking(String attribute) {
    return and(
        (text, names) ->
            text.append("attribute_not_exists(").append(names.name(attribute)).append(')'));
  }

  /** This condition and the other one hold. */
  public Condition and(Condition other) {
    return and(other::append);
  }

  /** This condition or the other one holds. */
  public Condition or(Condition other) {
    Condition either = this;
    return new Condition(
        null,
        (text, names) -> {
          text.append("(");
          either.append(text, names);
          text.append(" OR (");
          other.append(text, names);
          text.append("))");
        });
  }

  /** Returns the condition expression; and adds its placeholders to those of the write. */
  String render(Expression names) {
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    append(text, names);
    return text.toString();
  }

  private void append(StringBuilder text, Expression names) {
    if (before != null && before != ALWAYS) {
      before.append(text, names);
      text.append(" AND ");
    }
    term.append(text, names);
  }

  private Condition compare(String attribute, String operator, AttributeValue value) {
    return and(
        (text, names) ->
            text.append(names.name(attribute)).append(operator).append(names.value(value)));
  }

  private Condition call(String function, String attribute, AttributeValue argument) {
    return and(
        (text, names) ->
            text.append(function)
                .append(names.name(attribute))
                .append(", ")
                .append(names.value(argument))
                .append(')'));
  }

  private Condition and(Term next) {
    return new Condition(this, next);
  }
}
