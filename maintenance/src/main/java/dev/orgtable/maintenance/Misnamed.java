package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Optional;
import java.util.function.Function;

/**
 * The key of a version 0 record whose address or id is not normalised: it has capitals, for
 * example, or a blank.
 *
 * @param key the key
 * @param user the address as written in the key; empty for an organisation or a service
 * @param organisation the id as written in the key; empty for a user
 * @param service the service's id as written in the key; empty for other records
 */
record Misnamed(Key key, String user, String organisation, String service) {

  /** Returns the parts of a record's key; empty if the key does not match the record type. */
  static Optional<Misnamed> of(Item item) {
    Key key = item.key();
    Optional<String> ofUser = after(Keys.USERS, key.id());
    Optional<String> ofOrganisation = after(Keys.ORGANISATIONS, key.id());
    return switch (item.text(Item.TYPE)) {
      case UserRecord.TYP ->
          ofUser.filter(name -> key.rng().equals(Keys.USER)).map(name -> ofUser(key, name));
      case OrganisationRecord.TYP ->
          ofOrganisation
              .filter(name -> key.rng().equals(Keys.ORGANISATION))
              .map(name -> new Misnamed(key, "", name, ""));
      case OrganisationServiceRecord.TYP ->
          ofOrganisation.flatMap(
              name ->
                  after(Keys.SERVICES, key.rng())
                      .map(service -> new Misnamed(key, "", name, service)));
      case UserOrganisationRecord.TYP ->
          ofUser.flatMap(
              user ->
                  after(Keys.USER_ORGANISATIONS, key.rng())
                      .map(name -> new Misnamed(key, user, name, "")));
      case OrganisationGroupMemberRecord.TYP ->
          ofOrganisation.flatMap(
              name ->
                  after(Keys.MEMBERS, key.rng()).map(user -> new Misnamed(key, user, name, "")));
      default -> Optional.empty();
    };
  }

  private static Misnamed ofUser(Key key, String name) {
    return new Misnamed(key, name, "", "");
  }

  private static Optional<String> after(String prefix, String text) {
    return text.startsWith(prefix) && text.length() > prefix.length()
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }

  boolean isUser() {
    return organisation.isEmpty();
  }

  boolean isOrganisation() {
    return user.isEmpty() && service.isEmpty();
  }

  /** Returns whether other records belong to it, so that it is copied first and deleted last. */
  boolean isSource() {
    return isUser() || isOrganisation();
  }

  boolean isService() {
    return !service.isEmpty();
  }

  Key userKey() {
    return new Key(Keys.USERS + user, Keys.USER);
  }

  Key organisationKey() {
    return new Key(Keys.ORGANISATIONS + organisation, Keys.ORGANISATION);
  }

  Key side() {
    return new Key(Keys.USERS + user, Keys.USER_ORGANISATIONS + organisation);
  }

  Key member() {
    return new Key(Keys.ORGANISATIONS + organisation, Keys.MEMBERS + user);
  }

  /** Returns the normalised address; empty if the text is not an address. */
  static Optional<EmailAddress> address(String text) {
    return named(text, EmailAddress::of);
  }

  static Optional<OrganisationId> organisation(String text) {
    return named(text, OrganisationId::of);
  }

  private static <T> Optional<T> named(String text, Function<String, T> birth) {
    try {
      return Optional.of(birth.apply(text));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
