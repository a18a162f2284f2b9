package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The fields of one record that break the rules of today, whatever other records hold. */
final class OddValues {

  private final Item item;
  private final String typ;
  private final List<String> odd = new ArrayList<>();

  private OddValues(Item item) {
    this.item = item;
    this.typ = item.text("typ");
  }

  /** Returns what is odd, in words; the key must be one of the record's type. */
  static List<String> of(Item item) {
    OddValues values = new OddValues(item);
    values.names();
    values.texts();
    values.times();
    if (item.isPresent()) {
      values.numbers();
      values.membership();
      values.directory();
      values.secrets();
    }
    return values.odd;
  }

  /** What the key says, said again. Version 0 left some of it out. */
  private void names() {
    Key key = item.key();
    switch (typ) {
      case UserRecord.TYP -> name("email", key.user());
      case OrganisationRecord.TYP -> name("organisationId", key.organisation());
      case UserOrganisationRecord.TYP -> {
        name("email", key.user());
        name("organisationId", key.organisationAfter(Key.USER_ORGANISATIONS));
      }
      case ReceiptRecord.TYP,
          ApiKeyRecord.TYP,
          FirstApiKeyRecord.TYP,
          InvitationTokenRecord.TYP,
          MailQuotaRecord.TYP,
          JobRecord.TYP,
          EndedRecord.TYP,
          Endings.TYP -> {}
      case OrganisationServiceRecord.TYP -> {
        name("organisationId", key.organisation());
        name("serviceId", key.serviceAfter(Key.SERVICES));
      }
      default -> {
        name("organisationId", key.organisation());
        name("email", key.userAfter(Key.MEMBERS).or(() -> key.userAfter(Key.INVITATIONS)));
      }
    }
  }

  private void name(String attribute, Optional<?> inKey) {
    boolean mustBeThere = item.isPresent() || item.value(attribute).isPresent();
    if (mustBeThere && !item.string(attribute).equals(inKey.map(Object::toString))) {
      odd.add(attribute + " is not that of the key");
    }
  }

  private void texts() {
    switch (typ) {
      case UserRecord.TYP, OrganisationGroupMemberRecord.TYP -> {
        text("firstName", false);
        text("lastName", true);
        text("phone", true);
      }
      case OrganisationRecord.TYP, UserOrganisationRecord.TYP -> text("organisationName", false);
      case OrganisationServiceRecord.TYP -> text("serviceName", false);
      case ApiKeyRecord.TYP -> text(ApiKeyRecord.NAME, false);
      case ReceiptRecord.TYP,
          FirstApiKeyRecord.TYP,
          InvitationTokenRecord.TYP,
          MailQuotaRecord.TYP,
          JobRecord.TYP,
          EndedRecord.TYP,
          Endings.TYP -> {}
      default -> text(OrganisationInvitationRecord.INVITED_BY, true);
    }
  }

  private void text(String attribute, boolean mayBeEmpty) {
    String value = item.text(attribute);
    Optional<AttributeValue> stored = item.value(attribute);
    if (stored.isPresent() && stored.get().s() == null && !item.isNull(attribute)) {
      odd.add(attribute + " is no text");
      return;
    }
    try {
      String normal = mayBeEmpty ? Text.optional(attribute, value) : Text.name(attribute, value);
      if (!normal.equals(value)) {
        odd.add(attribute + " is not in its normal form");
      }
    } catch (InvalidInput e) {
      odd.add(String.valueOf(e.getMessage()));
    }
  }

  private void times() {
    switch (typ) {
      case UserRecord.TYP -> time("createdAt", true);
      case OrganisationRecord.TYP -> presentTime("createdAt", true);
      case OrganisationGroupMemberRecord.TYP -> {
        time("createdAt", true);
        presentTime(UserOrganisationRecord.ACCEPTED_AT, false);
      }
      case UserOrganisationRecord.TYP -> {
        time("invitedAt", true);
        if (!item.isNull(UserOrganisationRecord.ACCEPTED_AT)) {
          time(UserOrganisationRecord.ACCEPTED_AT, false);
        }
      }
      case OrganisationInvitationRecord.TYP -> time("invitedAt", true);
      case ApiKeyRecord.TYP -> time(ApiKeyRecord.CREATED_AT, false);
      case JobRecord.TYP -> time(JobRecord.STARTED_AT, false);
      default -> {}
    }
  }

  private void presentTime(String attribute, boolean mayBeNeverSet) {
    if (item.isPresent()) {
      time(attribute, mayBeNeverSet);
    }
  }

  /** The time that was never set is written in version 0, and odd where a time must be known. */
  private void time(String attribute, boolean mayBeNeverSet) {
    boolean known = UserRecord.time(item, attribute).isAfter(UserRecord.NEVER_SET);
    boolean neverSet = item.instant(attribute).filter(UserRecord.NEVER_SET::equals).isPresent();
    if (!known && !(neverSet && mayBeNeverSet)) {
      odd.add(attribute + " is no time in the years 1 to 9999");
    }
  }

  /** Without these no write that asks for them would ever be done. */
  private void numbers() {
    switch (typ) {
      case UserRecord.TYP, OrganisationRecord.TYP, OrganisationServiceRecord.TYP -> {
        number("revision");
        number(Additions.ATTRIBUTE);
      }
      case ReceiptRecord.TYP -> number(Expiry.EXPIRES_AT);
      case InvitationTokenRecord.TYP, MailQuotaRecord.TYP -> {
        number(Expiry.EXPIRES_AT);
        number(Expiry.REMOVE_AT);
      }
      default -> {}
    }
  }

  private void number(String attribute) {
    if (item.number(attribute).isEmpty()) {
      odd.add(attribute + " is no whole number");
    }
  }

  /** An invitation must end, and a membership must not. */
  private void membership() {
    boolean invitation =
        typ.equals(OrganisationInvitationRecord.TYP) || UserOrganisationRecord.isInvitation(item);
    boolean membership =
        typ.equals(OrganisationGroupMemberRecord.TYP) || UserOrganisationRecord.isAccepted(item);
    if ((invitation || membership) && UserOrganisationRecord.membership(item).isEmpty()) {
      odd.add("no " + UserOrganisationRecord.MEMBERSHIP);
    }
    if (invitation) {
      number(UserOrganisationRecord.EXPIRES_AT);
    }
    if (membership && item.value(UserOrganisationRecord.EXPIRES_AT).isPresent()) {
      odd.add("a membership with an end");
    }
  }

  private void directory() {
    switch (typ) {
      case UserRecord.TYP ->
          directory(Directory.USERS, item.key().id().substring("user/".length()));
      case ApiKeyRecord.TYP -> directory(Directory.API_KEYS, item.text(ApiKeyRecord.NAME));
      case OrganisationRecord.TYP ->
          directory(Directory.ORGANISATIONS, item.text("organisationName"));
      case OrganisationInvitationRecord.TYP -> agenda();
      default -> {}
    }
  }

  private void secrets() {
    switch (typ) {
      case ReceiptRecord.TYP -> hash(ReceiptRecord.FINGERPRINT);
      case InvitationTokenRecord.TYP -> {
        if (item.text(InvitationTokenRecord.PLACE).isEmpty()) {
          odd.add("no " + InvitationTokenRecord.PLACE);
        }
      }
      case OrganisationInvitationRecord.TYP, OrganisationGroupMemberRecord.TYP -> {
        if (item.value(OrganisationInvitationRecord.TOKEN_HASH).isPresent()) {
          hash(OrganisationInvitationRecord.TOKEN_HASH);
        }
      }
      case ApiKeyRecord.TYP -> {
        hash(ApiKeyRecord.HASH);
        if (!ApiKeyRecord.hasKnownScopes(item)) {
          odd.add("scopes are not all known");
        }
        if (item.value(Expiry.EXPIRES_AT).isPresent()) {
          number(Expiry.EXPIRES_AT);
        }
      }
      default -> {}
    }
  }

  private void hash(String attribute) {
    if (!Sha256.is(item.text(attribute))) {
      odd.add(attribute + " is no SHA-256");
    }
  }

  /** What is due for an invitation is found by its place only. */
  private void agenda() {
    AgendaEntry entry = AgendaEntry.of(item);
    if (item.value(AgendaEntry.MAIL).isPresent() && entry.delivery().isEmpty()) {
      odd.add("what became of the mail cannot be read");
    }
    boolean hasEnd = item.number(UserOrganisationRecord.EXPIRES_AT).isPresent();
    if (!item.text(Directory.PARTITION).equals(Directory.AGENDA)
        || (hasEnd && !item.text(Directory.SORT).equals(entry.place()))) {
      odd.add("another place in the agenda");
    }
  }

  private void directory(String partition, String sortedBy) {
    if (!item.text(Directory.PARTITION).equals(partition)
        || !item.text(Directory.SORT).equals(Directory.fold(sortedBy))) {
      odd.add("another place in the directory");
    }
  }
}
