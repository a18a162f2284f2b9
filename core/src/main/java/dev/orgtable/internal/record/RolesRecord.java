package dev.orgtable.internal.record;

import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Permission;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The record {@code roles}: the roles of the application, as two lists of maps. There is at most
 * one.
 */
public final class RolesRecord {

  public static final String TYP = "roles";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ROLES, Keys.ROLES)
          .checkedBy(RolesRecord::check)
          .dependingOn(item -> item.number(Revisions.ATTRIBUTE).isPresent());

  private static final String OF_ORGANISATIONS = "organisationRoles";
  private static final String OF_SERVICES = "serviceRoles";
  private static final String NAME = "name";
  private static final String LABEL = "label";
  private static final String DESCRIPTION = "description";
  private static final String PERMISSIONS = "permissions";
  private static final String INCLUDES = "includes";

  private RolesRecord() {}

  public static Key key() {
    return Keys.roles();
  }

  private static void check(FieldCheck fields) {
    fields.number(Revisions.ATTRIBUTE);
    try {
      read(fields.item());
    } catch (InvalidInput e) {
      fields.add(String.valueOf(e.getMessage()));
    }
  }

  public static Item item(StoredRoles stored) {
    return Layout.item(key(), TYP)
        .with(Revisions.ATTRIBUTE, stored.revision())
        .with(OF_ORGANISATIONS, list(stored.roles().organisation(), RolesRecord::map))
        .with(OF_SERVICES, list(stored.roles().service(), RolesRecord::map))
        .build();
  }

  private static AttributeValue map(Role role) {
    Map<String, AttributeValue> fields = new LinkedHashMap<>();
    fields.put(NAME, AttributeValue.fromS(role.name().value()));
    fields.put(LABEL, AttributeValue.fromS(role.label()));
    fields.put(DESCRIPTION, AttributeValue.fromS(role.description()));
    fields.put(PERMISSIONS, list(role.permissions(), each -> AttributeValue.fromS(each.value())));
    fields.put(INCLUDES, list(role.includes(), each -> AttributeValue.fromS(each.value())));
    return AttributeValue.fromM(fields);
  }

  private static <T> AttributeValue list(List<T> elements, Function<T, AttributeValue> value) {
    return AttributeValue.fromL(elements.stream().map(value).toList());
  }

  /**
   * Returns the roles of a record.
   *
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if it is not valid
   */
  public static Optional<StoredRoles> from(Item item) {
    if (!isCurrent(item)) {
      return Optional.empty();
    }
    return Optional.of(parse(item).orElseThrow(() -> Layout.unreadable(item.key())));
  }

  /** Returns whether an item is a record of roles of the current version, valid or not. */
  public static boolean isCurrent(Item item) {
    return Layout.is(item, TYP) && Layout.isCurrent(item);
  }

  /** Returns the roles of a record of the current version; empty if it is not valid. */
  public static Optional<StoredRoles> parse(Item item) {
    try {
      Roles roles = read(item);
      return item.number(Revisions.ATTRIBUTE).map(revision -> new StoredRoles(roles, revision));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** Returns the revision of a record; 0 if it has none, and so is not valid. */
  public static long revision(Item item) {
    return item.number(Revisions.ATTRIBUTE).orElse(0L);
  }

  private static Roles read(Item item) {
    return Roles.stored(roles(item, OF_ORGANISATIONS), roles(item, OF_SERVICES));
  }

  private static List<Role> roles(Item item, String attribute) {
    return elements(item.value(attribute).orElse(null), attribute).stream()
        .map(RolesRecord::role)
        .toList();
  }

  private static Role role(AttributeValue stored) {
    Map<String, AttributeValue> fields = stored.m();
    return new Role(
        GroupName.of(text(fields.get(NAME), NAME)),
        text(fields.get(LABEL), LABEL),
        text(fields.get(DESCRIPTION), DESCRIPTION),
        elements(fields.get(PERMISSIONS), PERMISSIONS).stream()
            .map(each -> Permission.of(text(each, PERMISSIONS)))
            .toList(),
        elements(fields.get(INCLUDES), INCLUDES).stream()
            .map(each -> GroupName.of(text(each, INCLUDES)))
            .toList());
  }

  private static List<AttributeValue> elements(@Nullable AttributeValue list, String attribute) {
    if (list == null || !list.hasL()) {
      throw new InvalidInput(attribute, "is not a list");
    }
    return list.l();
  }

  private static String text(@Nullable AttributeValue value, String attribute) {
    if (value == null || value.s() == null) {
      throw new InvalidInput(attribute, "is not a string");
    }
    return value.s();
  }
}
