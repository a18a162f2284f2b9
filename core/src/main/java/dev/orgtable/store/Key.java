package dev.orgtable.store;

import dev.orgtable.ApiKeyId;
import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The key of one record: every shape of key is made here.
 *
 * @param id the partition key: whose partition it is
 * @param rng the sort key: which record of it
 */
record Key(String id, String rng) {

  static final String USER = "user";
  static final String ORGANISATION = "organisation";
  static final String USER_ORGANISATIONS = "userOrganisation/";
  static final String MEMBERS = "organisationGroupMember/";
  static final String INVITATIONS = "organisationInvitation/";
  static final String SERVICES = "organisationService/";
  private static final String API_KEY = "apiKey";
  private static final String FIRST_API_KEY = "firstApiKey";
  private static final String RECEIPT = "receipt";
  private static final String INVITATION_TOKEN = "invitationToken";
  private static final String MAIL_QUOTA = "mailQuota";
  private static final String JOB = "job";
  private static final String ENDINGS = "endings";

  static final String SEPARATOR = "/";
  static final String USERS = "user/";
  static final String ORGANISATIONS = "organisation/";
  private static final String API_KEYS = "apiKey/";
  private static final String RECEIPTS = "receipt/";
  private static final String INVITATION_TOKENS = "invitationToken/";
  private static final String MAIL_QUOTAS = "mailQuota/";
  private static final String JOBS = "job/";
  private static final String COPIES_OF_ENDINGS = "endings/";

  static Key user(UserId user) {
    return new Key(USERS + user, USER);
  }

  static Key userOrganisation(UserId user, OrganisationId organisation) {
    return new Key(USERS + user, USER_ORGANISATIONS + organisation);
  }

  static Key organisation(OrganisationId organisation) {
    return new Key(ORGANISATIONS + organisation, ORGANISATION);
  }

  static Key organisationGroupMember(OrganisationId organisation, UserId user) {
    return new Key(ORGANISATIONS + organisation, MEMBERS + user);
  }

  static Key organisationInvitation(OrganisationId organisation, UserId invitee) {
    return new Key(ORGANISATIONS + organisation, INVITATIONS + invitee);
  }

  static Key organisationService(OrganisationId organisation, ServiceId service) {
    return new Key(ORGANISATIONS + organisation, SERVICES + service);
  }

  static Key apiKey(ApiKeyId apiKey) {
    return new Key(API_KEYS + apiKey, API_KEY);
  }

  static Key firstApiKey() {
    return new Key(FIRST_API_KEY, FIRST_API_KEY);
  }

  static Key receipt(String sha256) {
    return new Key(RECEIPTS + sha256, RECEIPT);
  }

  static Key invitationToken(String sha256) {
    return new Key(INVITATION_TOKENS + sha256, INVITATION_TOKEN);
  }

  static Key mailQuota(String sha256) {
    return new Key(MAIL_QUOTAS + sha256, MAIL_QUOTA);
  }

  static Key job(JobId job) {
    return new Key(JOBS + job, JOB);
  }

  static Key endings(int copy) {
    return new Key(COPIES_OF_ENDINGS + copy, ENDINGS);
  }

  /** Returns whether this is a key of some user's partition, whatever the address. */
  boolean isOfUsers() {
    return id.startsWith(USERS);
  }

  /** Returns whether this is a key of some organisation's partition, whatever its id. */
  boolean isOfOrganisations() {
    return id.startsWith(ORGANISATIONS);
  }

  /** Returns whether this is the key of a copy of the endings. */
  boolean isEndings() {
    return IntStream.range(0, Endings.COPIES).mapToObj(Key::endings).anyMatch(this::equals);
  }

  /** Returns whether this is a key that an ended source can have had. */
  boolean isSource() {
    return (rng.equals(USER) && user().isPresent())
        || (rng.equals(ORGANISATION) && organisation().isPresent())
        || (organisation().isPresent() && serviceAfter(SERVICES).isPresent());
  }

  /** Returns the job whose record this is; empty if it is none's. */
  Optional<JobId> job() {
    return rng.equals(JOB) ? named(id, JOBS, JobId::of) : Optional.empty();
  }

  /** Returns whether this is the key of a receipt. */
  boolean isReceipt() {
    return rng.equals(RECEIPT) && isHash(RECEIPTS);
  }

  /** Returns whether this is the key of an invitation's token. */
  boolean isInvitationToken() {
    return rng.equals(INVITATION_TOKEN) && isHash(INVITATION_TOKENS);
  }

  /** Returns whether this is the key of a count of mails. */
  boolean isMailQuota() {
    return rng.equals(MAIL_QUOTA) && isHash(MAIL_QUOTAS);
  }

  /** Returns whether a record of some type of ours belongs under this key. */
  boolean isOurs() {
    boolean ofUser =
        user().isPresent()
            && (rng.equals(USER) || organisationAfter(USER_ORGANISATIONS).isPresent());
    boolean ofOrganisation =
        organisation().isPresent()
            && (rng.equals(ORGANISATION)
                || userAfter(MEMBERS).isPresent()
                || userAfter(INVITATIONS).isPresent()
                || serviceAfter(SERVICES).isPresent());
    boolean alone =
        apiKey().isPresent()
            || equals(firstApiKey())
            || isReceipt()
            || isInvitationToken()
            || isMailQuota()
            || job().isPresent()
            || isEndings();
    return ofUser || ofOrganisation || alone;
  }

  private boolean isHash(String prefix) {
    return id.startsWith(prefix) && Sha256.is(id.substring(prefix.length()));
  }

  /**
   * Returns the user whose partition this is; empty if it is none's, or the address is not in its
   * normal form.
   */
  Optional<UserId> user() {
    return named(id, USERS, UserId::of);
  }

  /** Returns the organisation whose partition this is; empty if it is none's. */
  Optional<OrganisationId> organisation() {
    return named(id, ORGANISATIONS, OrganisationId::of);
  }

  /** Returns the API key whose record this is; empty if it is none's. */
  Optional<ApiKeyId> apiKey() {
    return rng.equals(API_KEY) ? named(id, API_KEYS, ApiKeyId::of) : Optional.empty();
  }

  /** Returns the user that a record of an organisation's partition is about. */
  Optional<UserId> userAfter(String prefix) {
    return named(rng, prefix, UserId::of);
  }

  /** Returns the organisation that a record of a user's partition is about. */
  Optional<OrganisationId> organisationAfter(String prefix) {
    return named(rng, prefix, OrganisationId::of);
  }

  /** Returns the service that a record of an organisation's partition is about. */
  Optional<ServiceId> serviceAfter(String prefix) {
    return named(rng, prefix, ServiceId::of);
  }

  private static <T> Optional<T> named(String text, String prefix, Function<String, T> birth) {
    if (!text.startsWith(prefix)) {
      return Optional.empty();
    }
    String name = text.substring(prefix.length());
    try {
      return Optional.of(birth.apply(name)).filter(id -> id.toString().equals(name));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  Map<String, AttributeValue> attributes() {
    return Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng));
  }

  /** Returns the source that this is the key of, in words. */
  String name() {
    return serviceAfter(SERVICES).map(service -> SERVICES + service).orElse(id).replace('/', ' ');
  }

  @Override
  public String toString() {
    return id + " " + rng;
  }
}
