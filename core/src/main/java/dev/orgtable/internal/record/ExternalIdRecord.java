package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.facts.ExternalId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records {@code userExternalId}, {@code organisationExternalId} and {@code memberExternalId}:
 * each leads from an external id to the user, the organisation or the member that has it, so that
 * no other one gets it. It is written in the transaction that sets or removes the id, or that moves
 * or deletes its source.
 *
 * @param id the external id
 * @param source the key of the user, the organisation, or the organisation's side of a membership
 */
public record ExternalIdRecord(ExternalId id, Key source) {

  /** The external id, on this record and on its source. */
  public static final String ID = StoredFacts.EXTERNAL_ID;

  /** The user who has the external id, on the records of users and members. */
  public static final String EMAIL = "email";

  private static final String ORGANISATION = "organisationId";

  public static final RecordType OF_USERS = type(Keys.USER_EXTERNAL_ID, Keys.USER_EXTERNAL_IDS);

  public static final RecordType OF_ORGANISATIONS =
      type(Keys.ORGANISATION_EXTERNAL_ID, Keys.ORGANISATION_EXTERNAL_IDS);

  public static final RecordType OF_MEMBERS =
      type(Keys.MEMBER_EXTERNAL_ID, Keys.MEMBER_EXTERNAL_IDS);

  private static RecordType type(String typ, String partitions) {
    return RecordType.of(typ, partitions, typ)
        .owning(key -> Keys.externalIdOf(key).isPresent())
        .placedBy(
            item ->
                Keys.parse(item, ID, ExternalId::of)
                    .flatMap(id -> source(item).map(source -> key(source, id))))
        .checkedBy(ExternalIdRecord::check);
  }

  /** Returns the key of the record that leads from an external id to a source of this kind. */
  public static Key key(Key source, ExternalId id) {
    return switch (type(source)) {
      case Keys.USER_EXTERNAL_ID -> ofUser(id);
      case Keys.ORGANISATION_EXTERNAL_ID -> ofOrganisation(id);
      default -> ofMember(Keys.organisationOf(source).orElseThrow(), id);
    };
  }

  /** Returns the key of the record that leads from an external id to a user. */
  public static Key ofUser(ExternalId id) {
    return new Key(Keys.USER_EXTERNAL_IDS + id, Keys.USER_EXTERNAL_ID);
  }

  /** Returns the key of the record that leads from an external id to an organisation. */
  public static Key ofOrganisation(ExternalId id) {
    return new Key(Keys.ORGANISATION_EXTERNAL_IDS + id, Keys.ORGANISATION_EXTERNAL_ID);
  }

  /** Returns the key of the record that leads from an external id to a member. */
  public static Key ofMember(OrganisationId organisation, ExternalId id) {
    return new Key(
        Keys.MEMBER_EXTERNAL_IDS + organisation + Keys.SEPARATOR + id, Keys.MEMBER_EXTERNAL_ID);
  }

  private static String type(Key source) {
    if (source.rng().equals(Keys.USER)) {
      return Keys.USER_EXTERNAL_ID;
    }
    return source.rng().equals(Keys.ORGANISATION)
        ? Keys.ORGANISATION_EXTERNAL_ID
        : Keys.MEMBER_EXTERNAL_ID;
  }

  /** Returns whether an item is one of these records, in a version that this library reads. */
  public static boolean is(Item item) {
    return Stream.of(OF_USERS, OF_ORGANISATIONS, OF_MEMBERS)
        .anyMatch(type -> Layout.is(item, type.name()));
  }

  private static void check(FieldCheck fields) {
    fields.name(ID, Keys.externalIdOf(fields.key()));
    if (source(fields.item()).isEmpty()) {
      fields.add("it names no user, organisation or member in its normal form");
    }
    if (fields.key().rng().equals(Keys.MEMBER_EXTERNAL_ID)) {
      fields.name(ORGANISATION, Keys.organisationOfMember(fields.key()));
    }
  }

  public Item item() {
    Item.Builder item = Layout.item(key(source, id), type(source)).with(ID, id.value());
    user(source).ifPresent(user -> item.with(EMAIL, user.value()));
    Keys.organisationOf(source)
        .ifPresent(organisation -> item.with(ORGANISATION, organisation.value()));
    return item.build();
  }

  /** Returns the user in the key of a user or a member. */
  private static Optional<EmailAddress> user(Key source) {
    return Keys.userOf(source).or(() -> Keys.userAfter(source, Keys.MEMBERS));
  }

  public static Optional<ExternalIdRecord> from(Item item) {
    return is(item)
        ? Keys.externalIdOf(item.key())
            .flatMap(id -> source(item).map(source -> new ExternalIdRecord(id, source)))
            .filter(record -> key(record.source(), record.id()).equals(item.key()))
        : Optional.empty();
  }

  private static Optional<Key> source(Item item) {
    Optional<EmailAddress> user = Keys.normalAddress(item, EMAIL);
    Optional<OrganisationId> organisation = Keys.parse(item, ORGANISATION, OrganisationId::of);
    return switch (Layout.type(item)) {
      case Keys.USER_EXTERNAL_ID -> user.map(UserRecord::key);
      case Keys.ORGANISATION_EXTERNAL_ID -> organisation.map(OrganisationRecord::key);
      default ->
          organisation.flatMap(
              of -> user.map(member -> OrganisationGroupMemberRecord.key(of, member)));
    };
  }

  /** Gives an external id to a source, on condition that no other one has it. */
  public static void claim(Transaction transaction, Key source, ExternalId id) {
    transaction.put(
        new ExternalIdRecord(id, source).item(),
        absentOrOf(source),
        Refusals.there(() -> new ExternalIdTaken(id.value())));
  }

  /** Takes an external id from the source that has it. A record of another source is left. */
  public static void release(Transaction transaction, Key source, ExternalId id) {
    transaction.delete(key(source, id), absentOrOf(source), Refusals.changed()).orLeave();
  }

  /** Takes the external id from a source that is deleted, if it has one. */
  public static void release(Transaction transaction, Key source, StoredFacts facts) {
    facts.id().ifPresent(id -> release(transaction, source, id));
  }

  /**
   * Points from the external id of a user who moves, if there is one, to the new address. A record
   * of another source is left.
   */
  public static void move(Transaction transaction, Key from, Key to, StoredFacts facts) {
    facts
        .id()
        .ifPresent(
            id ->
                transaction
                    .put(new ExternalIdRecord(id, to).item(), absentOrOf(from), Refusals.changed())
                    .orLeave());
  }

  private static Condition absentOrOf(Key source) {
    return user(source)
        .map(user -> Conditions.absentOr(EMAIL, user.value()))
        .orElseGet(
            () ->
                Conditions.absentOr(
                    ORGANISATION, Keys.organisationOf(source).orElseThrow().value()));
  }
}
