package dev.orgtable.store;

import dev.orgtable.OrgtableException.UnreadableRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is wrong with a record of ours in the attributes that its writes depend on. A revision that
 * is no number makes every condition on it fail, and a count that is a text makes DynamoDB refuse
 * the update.
 */
final class Damage {

  private static final List<Attribute> OF_SOURCE =
      List.of(number("revision"), number(Additions.ATTRIBUTE));
  private static final List<Attribute> OF_ORGANISATION =
      List.of(
          number("revision"),
          number(Additions.ATTRIBUTE),
          numberIfPresent(OrganisationRecord.OWNER_COUNT),
          numberIfPresent(OrganisationRecord.INVITED));
  private static final Attribute MEMBERSHIP = text(UserOrganisationRecord.MEMBERSHIP);
  private static final Attribute GROUPS =
      new Attribute(
          Groups.ATTRIBUTE,
          item -> item.value(Groups.ATTRIBUTE).map(AttributeValue::hasSs).orElse(true));
  private static final Attribute ACCEPTED_AT =
      new Attribute(
          UserOrganisationRecord.ACCEPTED_AT,
          item ->
              UserOrganisationRecord.isAccepted(item) || UserOrganisationRecord.isInvitation(item));

  private static final Map<String, List<Attribute>> OF_TYPE =
      Map.of(
          UserRecord.TYP,
          OF_SOURCE,
          OrganisationServiceRecord.TYP,
          OF_SOURCE,
          OrganisationRecord.TYP,
          OF_ORGANISATION,
          UserOrganisationRecord.TYP,
          List.of(MEMBERSHIP, ACCEPTED_AT),
          OrganisationGroupMemberRecord.TYP,
          List.of(MEMBERSHIP, GROUPS),
          OrganisationInvitationRecord.TYP,
          List.of(MEMBERSHIP, GROUPS, number(UserOrganisationRecord.EXPIRES_AT)));

  private Damage() {}

  /** Returns the name of the first attribute of a record that is damaged; empty if none is. */
  static Optional<String> of(Item item) {
    return OF_TYPE.getOrDefault(item.text("typ"), List.of()).stream()
        .filter(attribute -> !attribute.isSound().test(item))
        .map(Attribute::name)
        .findFirst();
  }

  /**
   * Returns why the engine did not take a transaction: a record that is not whole.
   *
   * @param table reads what stands under the keys of the transaction
   * @return empty if all are whole
   */
  static Optional<UnreadableRecord> among(Table table, Transaction transaction) {
    List<Key> keys = transaction.actions().stream().map(Transaction.Action::key).toList();
    return table.getAny(keys, Consistency.STRONG).values().stream()
        .filter(item -> !RecordType.isWhole(item.key(), item))
        .findFirst()
        .map(item -> RecordType.unreadable(item.key()));
  }

  private static Attribute number(String name) {
    return new Attribute(name, item -> item.number(name).isPresent());
  }

  private static Attribute numberIfPresent(String name) {
    return new Attribute(name, item -> item.value(name).isEmpty() || item.number(name).isPresent());
  }

  private static Attribute text(String name) {
    return new Attribute(name, item -> item.string(name).isPresent());
  }

  /**
   * An attribute that writes depend on.
   *
   * @param name its name
   * @param isSound whether it is as it must be in a record
   */
  private record Attribute(String name, Predicate<Item> isSound) {}
}
