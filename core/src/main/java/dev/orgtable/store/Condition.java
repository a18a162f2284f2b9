package dev.orgtable.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What must hold of one item for a write to happen: a condition expression and its values. Joined
 * by AND.
 */
final class Condition {

  private static final Map<String, AttributeValue> VERSION = Map.of(":v", Item.PRESENT_VERSION);

  /** The record is of the version that this library writes, and of the type of its key. */
  private static final String PRESENT = "v = :v AND typ = :typ";

  /** What most expressions of several terms need, so that the text is not copied as it grows. */
  private static final int USUAL_LENGTH = 200;

  private final @Nullable Condition before;
  private final String term;
  private final Map<String, AttributeValue> values;

  /** What attributes are called that the first term cannot name itself; others have none. */
  private final Map<String, String> names;

  private Condition(String term, Map<String, AttributeValue> values) {
    this(null, term, values, Map.of());
  }

  private Condition(
      @Nullable Condition before,
      String term,
      Map<String, AttributeValue> values,
      Map<String, String> names) {
    this.before = before;
    this.term = term;
    this.values = values;
    this.names = names;
  }

  /**
   * The record exists in the version that this library writes, is of the type of its key, and has
   * not ended: the record of an end has a type of its own. (An absent item has no {@code v}.)
   */
  static Condition present() {
    return new Condition(PRESENT, VERSION);
  }

  /** The record stands for a source that this job ended. */
  static Condition ended(String job) {
    return new Condition("v = :v", VERSION).equal(EndedRecord.ENDED_BY, job);
  }

  /**
   * A number is the same as when it was read, whatever record it is of; one that was 0 is absent.
   */
  static Condition sameNumber(String attribute, long value) {
    return value == 0
        ? new Condition("attribute_not_exists(" + attribute + ")", Map.of())
        : new Condition(
            attribute + " = :is_" + attribute,
            Map.of(":is_" + attribute, AttributeValue.fromN(Long.toString(value))));
  }

  /** There is an item, of whatever version. */
  static Condition exists() {
    return new Condition("attribute_exists(id)", Map.of());
  }

  static Condition absent() {
    return new Condition("attribute_not_exists(id)", Map.of());
  }

  /** There is no record, or one as {@link #present}. */
  static Condition absentOrPresent() {
    return new Condition("(attribute_not_exists(id) OR (" + PRESENT + "))", VERSION);
  }

  /** There is no record, or one that has ended by time. */
  static Condition absentOrExpired(long nowInSeconds) {
    return new Condition(
        "(attribute_not_exists(id) OR (" + PRESENT + " AND expiresAt <= :now))",
        Map.of(
            ":v", Item.PRESENT_VERSION, ":now", AttributeValue.fromN(Long.toString(nowInSeconds))));
  }

  /** Every attribute is as it was read, and a string set that was absent still is. */
  static Condition unchanged(Item item, String set) {
    Condition all = present();
    for (Map.Entry<String, AttributeValue> attribute : item.attributes().entrySet()) {
      String name = attribute.getKey();
      if (!name.equals("v")) {
        all = all.and(name + " = :is_" + name, ":is_" + name, attribute.getValue());
      }
    }
    return item.value(set).isPresent() ? all : all.equal(set, Set.of());
  }

  /** Every attribute is as it was read, of whatever version; where no groups were, none are. */
  static Condition same(Item item) {
    Set<String> attributes = new TreeSet<>(item.attributes().keySet());
    attributes.add(Groups.ATTRIBUTE);
    return same(item, attributes);
  }

  /** Some attributes are as they were read: with the same value, or absent. */
  static Condition same(Item item, Set<String> attributes) {
    List<String> terms = new ArrayList<>(List.of(exists().term));
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (String attribute : new TreeSet<>(attributes)) {
      String name = "#same" + names.size();
      String value = ":same" + names.size();
      names.put(name, attribute);
      item.value(attribute).ifPresent(found -> values.put(value, found));
      terms.add(
          values.containsKey(value) ? name + " = " + value : "attribute_not_exists(" + name + ")");
    }
    return new Condition(null, String.join(" AND ", terms), values, names);
  }

  Condition equal(String attribute, String value) {
    return and(attribute + " = :is_" + attribute, ":is_" + attribute, AttributeValue.fromS(value));
  }

  Condition equal(String attribute, long value) {
    return and(
        attribute + " = :is_" + attribute,
        ":is_" + attribute,
        AttributeValue.fromN(Long.toString(value)));
  }

  /** An attribute is absent, or a number below this one. */
  Condition absentOrBelow(String attribute, long value) {
    return and(
        "(attribute_not_exists(" + attribute + ") OR " + attribute + " < :below_" + attribute + ")",
        ":below_" + attribute,
        AttributeValue.fromN(Long.toString(value)));
  }

  /** A number is the same as when it was read; one that was 0 is absent. */
  Condition equalOrAbsent(String attribute, long value) {
    return value != 0 ? equal(attribute, value) : lacking(attribute);
  }

  Condition above(String attribute, long value) {
    return and(
        attribute + " > :above_" + attribute,
        ":above_" + attribute,
        AttributeValue.fromN(Long.toString(value)));
  }

  /** A number is there, and below this one. */
  Condition below(String attribute, long value) {
    return and(
        attribute + " < :below_" + attribute,
        ":below_" + attribute,
        AttributeValue.fromN(Long.toString(value)));
  }

  /** A number is in a range, its ends included. */
  Condition within(String attribute, long from, long to) {
    return and(
            attribute + " >= :from_" + attribute,
            ":from_" + attribute,
            AttributeValue.fromN(Long.toString(from)))
        .and(
            attribute + " <= :to_" + attribute,
            ":to_" + attribute,
            AttributeValue.fromN(Long.toString(to)));
  }

  /** A string is the same as when it was read, or still absent. */
  Condition equal(String attribute, Optional<String> value) {
    return value.map(text -> equal(attribute, text)).orElseGet(() -> equal(attribute, Set.of()));
  }

  /** A string set is the same as when it was read. */
  Condition equal(String attribute, Set<String> values) {
    if (values.isEmpty()) {
      return lacking(attribute);
    }
    return and(attribute + " = :is_" + attribute, ":is_" + attribute, Item.set(values));
  }

  Condition contains(String attribute, String element) {
    return and("contains(" + attribute + ", :element)", ":element", AttributeValue.fromS(element));
  }

  Condition lacks(String attribute, String element) {
    return and(
        "NOT contains(" + attribute + ", :element)", ":element", AttributeValue.fromS(element));
  }

  /** A string set is absent, or has at most so many elements. */
  Condition atMost(String attribute, int most) {
    return and(
        "(attribute_not_exists(" + attribute + ") OR size(" + attribute + ") <= :most)",
        ":most",
        AttributeValue.fromN(Integer.toString(most)));
  }

  Condition isNull(String attribute) {
    return and("attribute_type(" + attribute + ", :type)", ":type", AttributeValue.fromS("NULL"));
  }

  Condition isString(String attribute) {
    return and("attribute_type(" + attribute + ", :type)", ":type", AttributeValue.fromS("S"));
  }

  String expression() {
    return before == null ? term : appendTo(new StringBuilder(USUAL_LENGTH)).toString();
  }

  private StringBuilder appendTo(StringBuilder expression) {
    return (before == null ? expression : before.appendTo(expression).append(" AND ")).append(term);
  }

  /**
   * Returns the values of all terms, in a map that may be changed.
   *
   * @param key the record's key, which tells its type
   */
  Map<String, AttributeValue> values(Key key) {
    Map<String, AttributeValue> all = before == null ? new LinkedHashMap<>() : before.values(key);
    all.putAll(values);
    if (before == null && term.contains(PRESENT)) {
      all.put(":typ", RecordType.of(key).orElseThrow().typ());
    }
    return all;
  }

  Map<String, String> names() {
    return before == null ? names : before.names();
  }

  /** An attribute is absent. */
  Condition lacking(String attribute) {
    return new Condition(this, "attribute_not_exists(" + attribute + ")", Map.of(), Map.of());
  }

  private Condition and(String next, String name, AttributeValue value) {
    return new Condition(this, next, Map.of(name, value), Map.of());
  }
}
