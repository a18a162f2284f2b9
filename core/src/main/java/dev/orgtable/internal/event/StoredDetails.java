package dev.orgtable.internal.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.MembershipId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.NewMember;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Details.Value;
import dev.orgtable.internal.record.Groups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an event is about, as maps of attributes. */
final class StoredDetails {

  private static final String USER = "user";
  private static final String EMAIL = "email";
  private static final String SERVICE = "service";
  private static final String GROUP = "group";
  private static final String INVITATION = "invitation";
  private static final String ADDED = "added";
  private static final String REMOVED = "removed";
  private static final String VALUES = "values";
  private static final String MEMBERS = "members";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  private StoredDetails() {}

  static Map<String, AttributeValue> of(Details details) {
    Map<String, AttributeValue> stored = new LinkedHashMap<>();
    Person user = details.user();
    if (user != null) {
      put(stored, user);
    }
    Texts.put(stored, SERVICE, text(details.service()));
    Texts.put(stored, GROUP, text(details.group()));
    Texts.put(stored, INVITATION, text(details.invitation()));
    put(stored, ADDED, details.added());
    put(stored, REMOVED, details.removed());
    if (!details.values().isEmpty()) {
      Map<String, AttributeValue> values = new LinkedHashMap<>();
      details.values().forEach((name, value) -> values.put(name, of(value)));
      stored.put(VALUES, AttributeValue.fromM(values));
    }
    if (!details.members().isEmpty()) {
      stored.put(
          MEMBERS,
          AttributeValue.fromL(details.members().stream().map(StoredDetails::of).toList()));
    }
    return stored;
  }

  private static AttributeValue of(NewMember member) {
    Map<String, AttributeValue> stored = new LinkedHashMap<>();
    put(stored, member.user());
    put(stored, ADDED, member.groups());
    return AttributeValue.fromM(stored);
  }

  private static void put(Map<String, AttributeValue> stored, Person person) {
    Texts.put(stored, EMAIL, person.email().value());
    Texts.put(stored, USER, text(person.id()));
  }

  private static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }

  private static void put(Map<String, AttributeValue> stored, String name, Set<Group> groups) {
    if (!groups.isEmpty()) {
      stored.put(name, Item.set(Groups.write(groups)));
    }
  }

  private static AttributeValue of(Value value) {
    Map<String, AttributeValue> stored = new LinkedHashMap<>();
    Texts.put(stored, BEFORE, value.before());
    Texts.put(stored, AFTER, value.after());
    return AttributeValue.fromM(stored);
  }

  /** Returns details; empty if they are not valid. */
  static Optional<Details> details(Map<String, AttributeValue> stored) {
    try {
      return Optional.of(
          new Details(
              person(stored),
              read(stored, SERVICE, ServiceId::of),
              read(stored, GROUP, GroupName::of),
              read(stored, INVITATION, MembershipId::new),
              groups(stored, ADDED),
              groups(stored, REMOVED),
              values(stored),
              members(stored)));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  private static @Nullable Person person(Map<String, AttributeValue> stored) {
    EmailAddress email = read(stored, EMAIL, EmailAddress::of);
    return email == null ? null : new Person(read(stored, USER, UserId::of), email);
  }

  private static List<NewMember> members(Map<String, AttributeValue> stored) {
    List<NewMember> members = new ArrayList<>();
    AttributeValue all = stored.get(MEMBERS);
    if (all != null) {
      for (AttributeValue each : all.l()) {
        Person person = person(each.m());
        if (person == null) {
          throw new InvalidInput(MEMBERS, "must have an address");
        }
        members.add(new NewMember(person, groups(each.m(), ADDED)));
      }
    }
    return members;
  }

  private static <T> @Nullable T read(
      Map<String, AttributeValue> stored, String name, Function<String, T> birth) {
    String text = Texts.get(stored, name);
    return text == null ? null : birth.apply(text);
  }

  private static Set<Group> groups(Map<String, AttributeValue> stored, String name) {
    AttributeValue groups = stored.get(name);
    return groups == null ? Set.of() : Groups.read(groups.ss());
  }

  private static SortedMap<String, Value> values(Map<String, AttributeValue> stored) {
    SortedMap<String, Value> values = new TreeMap<>();
    AttributeValue all = stored.get(VALUES);
    if (all != null) {
      all.m()
          .forEach(
              (name, value) ->
                  values.put(
                      name, new Value(Texts.get(value.m(), BEFORE), Texts.get(value.m(), AFTER))));
    }
    return values;
  }
}
