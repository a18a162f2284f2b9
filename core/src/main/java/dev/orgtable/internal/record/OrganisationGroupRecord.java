package dev.orgtable.internal.record;

import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.GroupId;
import dev.orgtable.role.OrganisationGroup;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The record {@code organisationGroup}: a group of an organisation that has details. Its sort key
 * is also the string by which members are in the group, with a record or without.
 *
 * @param group the group
 */
public record OrganisationGroupRecord(OrganisationGroup group) {

  public static final String TYP = "organisationGroup";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ORGANISATIONS, Keys.GROUPS)
          .owning(key -> Keys.organisationOf(key).isPresent() && Keys.groupOf(key).isPresent())
          .placedBy(
              item ->
                  Keys.parse(item, "organisationId", OrganisationId::of)
                      .flatMap(
                          of ->
                              Keys.parse(item, OrganisationGroupRecord.NAME, GroupName::of)
                                  .map(name -> key(of, name))))
          .checkedBy(OrganisationGroupRecord::check)
          .dependingOn(item -> item.number(Revisions.ATTRIBUTE).isPresent())
          .asSource();

  private static final String NAME = "groupName";
  private static final String ID = "groupId";
  private static final String LABEL = "label";
  private static final String DESCRIPTION = "description";
  private static final String CREATED_AT = "createdAt";

  /** The names of the roles that the group stands for; absent if there are none. */
  private static final String ROLES = "groupRoles";

  public static Key key(OrganisationId organisation, GroupName group) {
    return Keys.organisationGroup(organisation, group);
  }

  private static void check(FieldCheck fields) {
    Item item = fields.item();
    fields.name("organisationId", Keys.organisationOf(fields.key()));
    fields.name(NAME, Keys.groupOf(fields.key()));
    if (!UserId.isValid(item.text(ID))) {
      fields.add(ID + " is not a UUID");
    }
    fields.text(LABEL, true);
    fields.text(DESCRIPTION, true);
    fields.time(CREATED_AT, true);
    if (item.value(StoredFacts.EXTERNAL_ID).isPresent()
        && Keys.externalId(item.text(StoredFacts.EXTERNAL_ID)).isEmpty()) {
      fields.add(StoredFacts.EXTERNAL_ID + " is not an external id");
    }
    if (item.value(ROLES).isPresent() && !item.strings(ROLES).equals(texts(roles(item)))) {
      fields.add(ROLES + " is not a set of names");
    }
    fields.number(Revisions.ATTRIBUTE);
  }

  public Item item() {
    return on(Layout.item(key(group.organisation(), group.name()), TYP).build());
  }

  /** Returns an item with the attributes of this record, and with others that it has. */
  public Item on(Item earlier) {
    GroupDetails details = group.details();
    Item.Builder item =
        earlier
            .change()
            .without(StoredFacts.EXTERNAL_ID)
            .with("organisationId", group.organisation().value())
            .with(NAME, group.name().value())
            .with(ID, group.id().value())
            .with(LABEL, details.label())
            .with(DESCRIPTION, details.description())
            .with(CREATED_AT, group.createdAt())
            .with(Revisions.ATTRIBUTE, group.revision());
    ExternalId externalId = details.externalId();
    if (externalId != null) {
      item.with(StoredFacts.EXTERNAL_ID, externalId.value());
    }
    return item.with(ROLES, texts(details.roles())).build();
  }

  private static Set<String> texts(Collection<GroupName> names) {
    Set<String> texts = new TreeSet<>();
    names.forEach(name -> texts.add(name.value()));
    return texts;
  }

  /** Returns the group of a record; what breaks a rule reads as the nearest valid value. */
  public static Optional<OrganisationGroupRecord> from(Item item) {
    if (!Layout.is(item, TYP)) {
      return Optional.empty();
    }
    return Keys.organisationOf(item.key())
        .flatMap(
            organisation -> Keys.groupOf(item.key()).map(name -> from(organisation, name, item)));
  }

  private static OrganisationGroupRecord from(
      OrganisationId organisation, GroupName name, Item item) {
    GroupDetails details =
        new GroupDetails(
            Fields.readable(item.text(LABEL), true, ""),
            Fields.readable(item.text(DESCRIPTION), true, ""),
            Keys.externalId(item.text(StoredFacts.EXTERNAL_ID)).orElse(null),
            roles(item));
    return new OrganisationGroupRecord(
        new OrganisationGroup(
            organisation,
            name,
            id(item),
            details,
            Fields.time(item, CREATED_AT),
            item.number(Revisions.ATTRIBUTE).orElse(0L)));
  }

  /** Returns the id, or one made of the key if the record has none that is valid. */
  private static GroupId id(Item item) {
    String stored = item.text(ID);
    return GroupId.of(
        UserId.isValid(stored)
            ? stored
            : UUID.nameUUIDFromBytes(item.key().toString().getBytes(StandardCharsets.UTF_8))
                .toString());
  }

  private static List<GroupName> roles(Item item) {
    return item.strings(ROLES).stream()
        .flatMap(text -> Keys.groupName(text).stream())
        .sorted()
        .limit(GroupDetails.MOST_ROLES)
        .toList();
  }

  /** The details are those read. */
  public static Condition same(OrganisationGroup seen) {
    return Conditions.live().equal(Revisions.ATTRIBUTE, seen.revision());
  }

  /** Returns the change of the details. */
  public static Change change(OrganisationGroup next) {
    GroupDetails details = next.details();
    ExternalId externalId = details.externalId();
    Change change =
        new Change()
            .set(LABEL, details.label())
            .set(DESCRIPTION, details.description())
            .set(Revisions.ATTRIBUTE, next.revision());
    change =
        externalId == null
            ? change.remove(StoredFacts.EXTERNAL_ID)
            : change.set(StoredFacts.EXTERNAL_ID, externalId.value());
    return change.set(ROLES, texts(details.roles()));
  }
}
