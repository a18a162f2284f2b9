package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.IdempotentCommit;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Origin;
import dev.orgtable.history.EventStore;
import dev.orgtable.internal.Context;
import dev.orgtable.job.MailLimits;
import dev.orgtable.job.Worker;
import dev.orgtable.webhook.store.WebhookStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The entry point: the operations on one table, in one store per noun. Thread-safe, and safe for
 * any number of concurrent processes, since every guarantee is enforced by conditions and
 * transactions in DynamoDB.
 *
 * <p>Any operation can throw {@link dev.orgtable.OrgtableException.Unavailable} if the table cannot
 * be reached within the deadline, {@link dev.orgtable.OrgtableException.UpgradeRequired} if it
 * would overwrite a record of an older version, {@link
 * dev.orgtable.OrgtableException.UnreadableRecord} if it reads a record under one of Orgtable's
 * keys that this version cannot read, and {@link IllegalStateException} for a bug in this library.
 */
public final class Orgtable {

  private final UserStore users;
  private final AccountStore accounts;
  private final OrganisationStore organisations;
  private final ServiceStore services;
  private final GroupStore groups;
  private final InvitationStore invitations;
  private final MembershipStore memberships;
  private final FactStore facts;
  private final Claims claims;
  private final RoleStore roles;
  private final ApiKeyStore apiKeys;
  private final JobStore jobs;
  private final EventStore events;
  private final WebhookStore webhooks;
  private final Schema schema;
  private final Context context;

  private Orgtable(Context context) {
    this.context = context;
    users = new UserStore(context);
    accounts = new AccountStore(context);
    organisations = new OrganisationStore(context);
    services = new ServiceStore(context);
    groups = new GroupStore(context);
    invitations = new InvitationStore(context);
    memberships = new MembershipStore(context);
    facts = new FactStore(context);
    claims = new Claims(context);
    roles = new RoleStore(context);
    apiKeys = new ApiKeyStore(context);
    jobs = new JobStore(context);
    events = new EventStore(context);
    webhooks = new WebhookStore(context);
    schema = new Schema(context);
  }

  /** Returns the operations on a table, with {@link Settings#DEFAULT}. Sends no requests. */
  public static Orgtable on(DynamoDbClient client, String table) {
    return on(client, table, Settings.DEFAULT);
  }

  /**
   * Returns the operations on a table. Sends no requests.
   *
   * @param client a client with the SDK's retries enabled; owned and closed by the caller. If it
   *     has the limits of the settings ({@link Settings#clientLimits}), requests do not override
   *     them, which saves a twelfth of the memory of a check
   * @param table the table's name or ARN
   * @throws InvalidInput if the table is neither a table name nor an ARN
   */
  public static Orgtable on(DynamoDbClient client, String table, Settings settings) {
    return new Orgtable(settings.context(client, table));
  }

  /**
   * Runs an idempotent operation: the first call stores the result in a record of its own, in the
   * transaction that completes the operation, and every further call with the same receipt, from
   * any process, returns that result without doing anything. So a call can be repeated after a lost
   * response. Refusals are not stored. Costs 1 read unit, and 2 write units per 0.75 KB of the
   * result, in addition to the operation. The result is stored encrypted: reading it takes both the
   * key and the fingerprint of the receipt.
   *
   * @param operation calls one writing operation of a store of the given {@code Orgtable} and
   *     returns its result unchanged; may read before
   * @param render converts that result to the text to store and return, less than 290 KB, so that
   *     the encrypted receipt fits an item of 400 KB (Amazon DynamoDB, Developer Guide, quotas); it
   *     must not have secrets
   * @throws dev.orgtable.OrgtableException.ReceiptMismatch if the key was already used with another
   *     fingerprint
   * @throws dev.orgtable.OrgtableException.TooLarge if the operation takes 100 writes, which leaves
   *     no room for the receipt
   */
  public <T> String once(
      Receipt receipt, Function<Orgtable, T> operation, Function<? super T, String> render) {
    if (context.opened() != null) {
      throw new IllegalStateException("receipts cannot be nested");
    }
    Table table = context.open();
    @SuppressWarnings("unchecked") // The operation returns the result of its store.
    Function<Object, String> text = answer -> render.apply((T) answer);
    return new IdempotentCommit(table, new ReceiptAnswer(receipt, context), text)
        .answer(() -> operation.apply(new Orgtable(context.within(table))));
  }

  /**
   * Runs an idempotent operation without a result; see {@link #once(Receipt, Function, Function)}.
   *
   * @param answer the text to store and return
   */
  public String once(Receipt receipt, Consumer<Orgtable> operation, String answer) {
    Function<Orgtable, Object> answering =
        orgtable -> {
          operation.accept(orgtable);
          return answer;
        };
    return once(receipt, answering, done -> answer);
  }

  /** Returns the operations on users. */
  public UserStore users() {
    return users;
  }

  /** Returns the operations on accounts of users at identity providers. */
  public AccountStore accounts() {
    return accounts;
  }

  /** Returns the operations on organisations. */
  public OrganisationStore organisations() {
    return organisations;
  }

  /** Returns the operations on the services of organisations. */
  public ServiceStore services() {
    return services;
  }

  /** Returns the operations on groups of one organisation that have a record. */
  public GroupStore groups() {
    return groups;
  }

  /** Returns the operations on invitations. */
  public InvitationStore invitations() {
    return invitations;
  }

  /** Returns the operations on members and their groups, and the membership checks. */
  public MembershipStore memberships() {
    return memberships;
  }

  /** Returns the operations on facts of the application. */
  public FactStore facts() {
    return facts;
  }

  /** Returns the claims of tokens. */
  public Claims claims() {
    return claims;
  }

  /** Returns the operations on the roles of the application. */
  public RoleStore roles() {
    return roles;
  }

  /** Returns the operations on API keys. */
  public ApiKeyStore apiKeys() {
    return apiKeys;
  }

  /** Returns the operations on background jobs. */
  public JobStore jobs() {
    return jobs;
  }

  /**
   * Returns the same operations on behalf of a user: jobs record who started them, and the mails of
   * that person's invitations are limited ({@link MailLimits#byPerson}). It does not change whom
   * events name: see {@link #as}.
   */
  public Orgtable by(EmailAddress caller) {
    return new Orgtable(context.by(caller));
  }

  /**
   * Returns the same operations for changes of an origin, which events name.
   *
   * @param origin is asked with each change, on the thread that calls the operation: for example
   *     for the request that is being answered
   */
  public Orgtable from(Supplier<Origin> origin) {
    return new Orgtable(context.from(origin));
  }

  /**
   * Returns the same operations for an actor, whom events name. Without one it is {@link
   * Actor#LIBRARY}. An actor has no limits and owns no jobs: see {@link #by}.
   */
  public Orgtable as(Actor actor) {
    return new Orgtable(context.as(actor));
  }

  /** Returns the same operations for a cause, which events name. */
  public Orgtable because(Cause cause) {
    return new Orgtable(context.because(cause));
  }

  /**
   * Returns a lower bound of how far the local clock is ahead of the engine's, negative if behind,
   * estimated from the header {@code Date} of the latest responses. Sends no requests. While it
   * exceeds a minute, irreversible actions are suspended: a {@link Worker} does not process
   * invitations, {@code Sweep} refuses, and receipts do not expire.
   *
   * @return the difference; empty if no response had a time: there was none yet, or the engine is
   *     in-process
   */
  public Optional<Duration> clockSkew() {
    return context.connection().engine().skew();
  }

  /** Returns the operations on events. */
  public EventStore events() {
    return events;
  }

  /** Returns the operations on endpoints that are told of events. */
  public WebhookStore webhooks() {
    return webhooks;
  }

  /** Returns the operations on the table itself, such as its creation. */
  public Schema schema() {
    return schema;
  }

  /** Returns access to all items as stored. */
  public Items items() {
    return new Items(context);
  }

  /** Returns the context for the library's own packages and modules; not part of the API. */
  public Context context() {
    return context;
  }
}
