package dev.orgtable.internal.record;

import dev.orgtable.ApiKeyId;
import dev.orgtable.EmailAddress;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.secret.Sha256;
import java.util.Optional;
import java.util.function.Function;

/** Builds and parses the keys of all records. */
public final class Keys {

  public static final String USER = "user";
  public static final String USER_ID = "userId";
  public static final String USER_EXTERNAL_ID = "userExternalId";
  public static final String ACCOUNT = "account";
  public static final String ORGANISATION = "organisation";
  public static final String ORGANISATION_EXTERNAL_ID = "organisationExternalId";
  public static final String MEMBER_EXTERNAL_ID = "memberExternalId";
  public static final String USER_ORGANISATIONS = "userOrganisation/";
  public static final String MEMBERS = "organisationGroupMember/";
  public static final String INVITATIONS = "organisationInvitation/";
  public static final String SERVICES = "organisationService/";
  public static final String GROUPS = "organisationGroup/";
  public static final String GROUP_ROLES = "organisationGroupRoles";
  public static final String API_KEY = "apiKey";
  public static final String FIRST_API_KEY = "firstApiKey";
  public static final String RECEIPT = "receipt";
  public static final String INVITATION_TOKEN = "invitationToken";
  public static final String MAIL_QUOTA = "mailQuota";
  public static final String JOB = "job";
  public static final String TOMBSTONES = "endings";
  public static final String ROLES = "roles";
  public static final String EVENT_SETTINGS = "eventSettings";
  public static final String ORGANISATION_WEBHOOKS = "organisationWebhook/";
  public static final String TABLE_WEBHOOKS = "tableWebhook/";
  public static final String SUBSCRIBERS = "subscriber/";

  public static final String SEPARATOR = "/";
  public static final String USERS = "user/";
  public static final String USER_IDS = "userId/";
  public static final String USER_EXTERNAL_IDS = "userExternalId/";
  public static final String ACCOUNTS = "account/";
  public static final String ORGANISATIONS = "organisation/";
  public static final String ORGANISATION_EXTERNAL_IDS = "organisationExternalId/";
  public static final String MEMBER_EXTERNAL_IDS = "memberExternalId/";
  public static final String API_KEYS = "apiKey/";
  public static final String RECEIPTS = "receipt/";
  public static final String INVITATION_TOKENS = "invitationToken/";
  public static final String MAIL_QUOTAS = "mailQuota/";
  public static final String JOBS = "job/";
  public static final String TOMBSTONE_COPIES = "endings/";

  public static Key user(EmailAddress user) {
    return new Key(USERS + user, USER);
  }

  public static Key userId(UserId id) {
    return new Key(USER_IDS + id, USER_ID);
  }

  public static Key account(User.Account account) {
    return new Key(ACCOUNTS + account.id(), ACCOUNT);
  }

  public static Key userOrganisation(EmailAddress user, OrganisationId organisation) {
    return new Key(USERS + user, USER_ORGANISATIONS + organisation);
  }

  public static Key organisation(OrganisationId organisation) {
    return new Key(ORGANISATIONS + organisation, ORGANISATION);
  }

  public static Key organisationGroupMember(OrganisationId organisation, EmailAddress user) {
    return new Key(ORGANISATIONS + organisation, MEMBERS + user);
  }

  public static Key organisationInvitation(OrganisationId organisation, EmailAddress invitee) {
    return new Key(ORGANISATIONS + organisation, INVITATIONS + invitee);
  }

  public static Key organisationService(OrganisationId organisation, ServiceId service) {
    return new Key(ORGANISATIONS + organisation, SERVICES + service);
  }

  public static Key organisationGroup(OrganisationId organisation, GroupName group) {
    return new Key(ORGANISATIONS + organisation, GROUPS + group);
  }

  public static Key organisationGroupRoles(OrganisationId organisation) {
    return new Key(ORGANISATIONS + organisation, GROUP_ROLES);
  }

  public static Key apiKey(ApiKeyId apiKey) {
    return new Key(API_KEYS + apiKey, API_KEY);
  }

  public static Key firstApiKey() {
    return new Key(FIRST_API_KEY, FIRST_API_KEY);
  }

  public static Key receipt(String sha256) {
    return new Key(RECEIPTS + sha256, RECEIPT);
  }

  public static Key invitationToken(String sha256) {
    return new Key(INVITATION_TOKENS + sha256, INVITATION_TOKEN);
  }

  public static Key mailQuota(String sha256) {
    return new Key(MAIL_QUOTAS + sha256, MAIL_QUOTA);
  }

  public static Key job(JobId job) {
    return new Key(JOBS + job, JOB);
  }

  public static Key tombstones(int copy) {
    return new Key(TOMBSTONE_COPIES + copy, TOMBSTONES);
  }

  public static Key roles() {
    return new Key(ROLES, ROLES);
  }

  public static Key eventSettings() {
    return new Key(EVENT_SETTINGS, EVENT_SETTINGS);
  }

  private Keys() {}

  /** Returns whether a key is in the partition of a user, with a valid address or not. */
  public static boolean isOfUsers(Key key) {
    return key.id().startsWith(USERS);
  }

  /** Returns whether a key is in the partition of an organisation, with a valid id or not. */
  public static boolean isOfOrganisations(Key key) {
    return key.id().startsWith(ORGANISATIONS);
  }

  /** Returns the job of a job record's key; empty for other keys. */
  public static Optional<JobId> jobOf(Key key) {
    return key.rng().equals(JOB) ? named(key.id(), JOBS, JobId::of) : Optional.empty();
  }

  /** Returns whether a partition key is a prefix followed by a SHA-256. */
  public static boolean isHash(Key key, String prefix) {
    return key.id().startsWith(prefix) && Sha256.is(key.id().substring(prefix.length()));
  }

  /**
   * Returns the user whose partition a key is in; empty for other partitions, or if the address is
   * not in normal form.
   */
  public static Optional<EmailAddress> userOf(Key key) {
    return named(key.id(), USERS, EmailAddress::of);
  }

  /** Returns the id in the key of the record that leads to a user; empty for other keys. */
  public static Optional<UserId> userIdOf(Key key) {
    return key.rng().equals(USER_ID) ? named(key.id(), USER_IDS, UserId::of) : Optional.empty();
  }

  /** Returns the external id in the key of a record that leads from it; empty for other keys. */
  public static Optional<ExternalId> externalIdOf(Key key) {
    if (key.rng().equals(MEMBER_EXTERNAL_ID)) {
      return organisationOfMember(key)
          .flatMap(
              organisation ->
                  named(key.id(), MEMBER_EXTERNAL_IDS + organisation + SEPARATOR, ExternalId::of));
    }
    return key.rng().equals(USER_EXTERNAL_ID) || key.rng().equals(ORGANISATION_EXTERNAL_ID)
        ? named(key.id(), key.rng() + SEPARATOR, ExternalId::of)
        : Optional.empty();
  }

  /**
   * Returns the organisation in the key of the record that leads from a member's external id; empty
   * for other keys.
   */
  public static Optional<OrganisationId> organisationOfMember(Key key) {
    int end = key.id().indexOf(SEPARATOR, MEMBER_EXTERNAL_IDS.length());
    return key.rng().equals(MEMBER_EXTERNAL_ID) && end > 0
        ? named(key.id().substring(0, end), MEMBER_EXTERNAL_IDS, OrganisationId::of)
        : Optional.empty();
  }

  /** Returns the organisation whose partition a key is in; empty for other partitions. */
  public static Optional<OrganisationId> organisationOf(Key key) {
    return named(key.id(), ORGANISATIONS, OrganisationId::of);
  }

  /** Returns the API key of an API key record's key; empty for other keys. */
  public static Optional<ApiKeyId> apiKeyOf(Key key) {
    return key.rng().equals(API_KEY) ? named(key.id(), API_KEYS, ApiKeyId::of) : Optional.empty();
  }

  /** Returns the user in the sort key of a record in an organisation's partition. */
  public static Optional<EmailAddress> userAfter(Key key, String prefix) {
    return named(key.rng(), prefix, EmailAddress::of);
  }

  /** Returns the organisation in the sort key of a record in a user's partition. */
  public static Optional<OrganisationId> organisationAfter(Key key, String prefix) {
    return named(key.rng(), prefix, OrganisationId::of);
  }

  /** Returns the service in the sort key of a record in an organisation's partition. */
  public static Optional<ServiceId> serviceAfter(Key key, String prefix) {
    return named(key.rng(), prefix, ServiceId::of);
  }

  /** Returns the group in the key of a group of an organisation; empty for other keys. */
  public static Optional<GroupName> groupOf(Key key) {
    return named(key.rng(), GROUPS, GroupName::of);
  }

  /** Parses the name of a group; empty if the text is none in its normal form. */
  public static Optional<GroupName> groupName(String text) {
    return named(text, "", GroupName::of);
  }

  /** Parses the id of a job; empty if the text is not one. */
  public static Optional<JobId> jobId(String text) {
    return named(text, "", JobId::of);
  }

  /** Parses an external id; empty if the text is not one. */
  public static Optional<ExternalId> externalId(String text) {
    return named(text, "", ExternalId::of);
  }

  /** Parses the address in a field of a record; empty if it is none in its normal form. */
  static Optional<EmailAddress> normalAddress(Item item, String attribute) {
    return parse(item, attribute, EmailAddress::of)
        .filter(address -> address.value().equals(item.text(attribute)));
  }

  /** Parses the id in a field of a record; empty if the field is not a valid id. */
  public static <T> Optional<T> parse(Item item, String attribute, Function<String, T> birth) {
    try {
      return Optional.of(birth.apply(item.text(attribute)));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> named(String text, String prefix, Function<String, T> birth) {
    // No id is empty. Most fields that can hold one are, and an exception costs more than the rest.
    if (!text.startsWith(prefix) || text.length() == prefix.length()) {
      return Optional.empty();
    }
    String name = text.substring(prefix.length());
    try {
      return Optional.of(birth.apply(name)).filter(id -> id.toString().equals(name));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** Returns a readable name for the source with this key, such as {@code user ann@example.com}. */
  public static String name(Key source) {
    return serviceAfter(source, SERVICES)
        .map(service -> SERVICES + service)
        .or(() -> groupOf(source).map(group -> GROUPS + group))
        .orElse(source.id())
        .replace('/', ' ');
  }
}
