package dev.orgtable.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a write changes in one item: an update expression and its values. */
final class Change {

  private final List<String> set = new ArrayList<>();
  private final List<String> remove = new ArrayList<>();
  private final List<String> add = new ArrayList<>();
  private final List<String> delete = new ArrayList<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  Change set(String attribute, String value) {
    return set(attribute, AttributeValue.fromS(value));
  }

  Change set(String attribute, long value) {
    return set(attribute, AttributeValue.fromN(Long.toString(value)));
  }

  Change set(String attribute, Instant value) {
    return set(attribute, Rfc3339.write(value));
  }

  /** Sets a string set; removes the attribute if it is empty. */
  Change set(String attribute, Set<String> elements) {
    return elements.isEmpty() ? remove(attribute) : set(attribute, Item.set(elements));
  }

  Change remove(String attribute) {
    remove.add(attribute);
    return this;
  }

  /**
   * Adds to a number. Repeated, it counts twice: only in a transaction, which is repeated with its
   * token.
   */
  Change add(String attribute, long delta) {
    return part(add, attribute, " ", "add", AttributeValue.fromN(Long.toString(delta)));
  }

  /** Adds elements to a string set, which comes to be if it is absent. May be repeated. */
  Change add(String attribute, Collection<String> elements) {
    return part(add, attribute, " ", "add", Item.set(elements));
  }

  /** Deletes elements from a string set, which goes with its last one. May be repeated. */
  Change delete(String attribute, Collection<String> elements) {
    return part(delete, attribute, " ", "delete", Item.set(elements));
  }

  String expression() {
    StringBuilder clauses = new StringBuilder();
    clause(clauses, "SET ", set);
    clause(clauses, "REMOVE ", remove);
    clause(clauses, "ADD ", add);
    clause(clauses, "DELETE ", delete);
    return clauses.toString();
  }

  Map<String, AttributeValue> values() {
    return values;
  }

  private Change set(String attribute, AttributeValue value) {
    return part(set, attribute, " = ", "set", value);
  }

  private Change part(
      List<String> clause, String attribute, String between, String verb, AttributeValue value) {
    String name = ":" + verb + "_" + attribute;
    clause.add(attribute + between + name);
    values.put(name, value);
    return this;
  }

  private static void clause(StringBuilder clauses, String verb, List<String> parts) {
    String before = clauses.isEmpty() ? verb : " " + verb;
    for (String part : parts) {
      clauses.append(before).append(part);
      before = ", ";
    }
  }
}
