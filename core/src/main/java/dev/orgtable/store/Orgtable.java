package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.IdempotentCommit;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.job.MailLimits;
import dev.orgtable.job.Worker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The way in: the operations on one table, one door for each noun. Safe for any number of threads
 * and processes at once, since every promise is kept by conditions and transactions in DynamoDB.
 *
 * <p>Any operation can throw {@link dev.orgtable.OrgtableException.Unavailable} where the table
 * cannot be reached within the deadline, {@link dev.orgtable.OrgtableException.UpgradeRequired}
 * where it would write over a record of an older version, {@link
 * dev.orgtable.OrgtableException.UnreadableRecord} where it meets a record under one of our keys
 * that this version cannot read, and {@link IllegalStateException} for a mistake of this library.
 */
public final class Orgtable {

  private final UserStore users;
  private final OrganisationStore organisations;
  private final ServiceStore services;
  private final InvitationStore invitations;
  private final MembershipStore memberships;
  private final ApiKeyStore apiKeys;
  private final JobStore jobs;
  private final Schema schema;
  private final Context context;

  private Orgtable(Context context) {
    this.context = context;
    users = new UserStore(context);
    organisations = new OrganisationStore(context);
    services = new ServiceStore(context);
    invitations = new InvitationStore(context);
    memberships = new MembershipStore(context);
    apiKeys = new ApiKeyStore(context);
    jobs = new JobStore(context);
    schema = new Schema(context);
  }

  /** Returns the operations on a table, with {@link Settings#DEFAULT}. Sends nothing yet. */
  public static Orgtable on(DynamoDbClient client, String table) {
    return on(client, table, Settings.DEFAULT);
  }

  /**
   * Returns the operations on a table. Sends nothing yet.
   *
   * @param client the caller's own, with the SDK's retries on; it is never closed here. If its own
   *     {@code apiCallTimeout} and {@code apiCallAttemptTimeout} are those of the settings,
   *     requests need not bring them, which saves a twelfth of the memory of a check
   * @param table the table's name or ARN
   * @throws InvalidInput if it can be neither
   */
  public static Orgtable on(DynamoDbClient client, String table, Settings settings) {
    return new Orgtable(settings.context(client, table));
  }

  /**
   * Does an operation once, whatever process asks how often, and keeps the answer: in a record of
   * its own, written in the transaction that completes the operation. Who asks again, also after an
   * answer was lost, is told the first answer and nothing is done. What is refused is not kept. 1
   * read unit, and 2 write units for each 0.75 KB of the answer, more than the operation alone. The
   * answer is stored encrypted: only who repeats the receipt, key and fingerprint, can read it.
   *
   * @param operation one operation that writes, of one of the stores it is given, whose answer it
   *     returns as it is; may read before
   * @param render makes of that answer the text to keep and to return, of less than 290 KB; no
   *     secret may be in it
   * @throws dev.orgtable.OrgtableException.ReceiptMismatch if the same key was used with another
   *     fingerprint
   * @throws dev.orgtable.OrgtableException.TooLarge if the operation takes 100 writes: there is no
   *     place for the receipt
   */
  public <T> String once(
      Receipt receipt, Function<Orgtable, T> operation, Function<? super T, String> render) {
    if (context.opened() != null) {
      throw new IllegalStateException("a receipt under a receipt");
    }
    Table table = context.open();
    @SuppressWarnings("unchecked") // The operation returns what its store answers.
    Function<Object, String> text = answer -> render.apply((T) answer);
    return new IdempotentCommit(table, new ReceiptAnswer(receipt, context), text)
        .answer(() -> operation.apply(new Orgtable(context.within(table))));
  }

  /**
   * Does an operation that answers nothing once; see {@link #once(Receipt, Function, Function)}.
   *
   * @param answer the text to keep and to return
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

  /** Returns the operations on organisations. */
  public OrganisationStore organisations() {
    return organisations;
  }

  /** Returns the operations on the services of organisations. */
  public ServiceStore services() {
    return services;
  }

  /** Returns the operations on invitations. */
  public InvitationStore invitations() {
    return invitations;
  }

  /** Returns the operations on members and their groups, and the checks. */
  public MembershipStore memberships() {
    return memberships;
  }

  /** Returns the operations on API keys. */
  public ApiKeyStore apiKeys() {
    return apiKeys;
  }

  /** Returns the operations on long work. */
  public JobStore jobs() {
    return jobs;
  }

  /**
   * Returns the same operations on somebody's behalf: jobs tell who started them, and the mails of
   * a person's invitations are limited ({@link MailLimits#byPerson}).
   */
  public Orgtable by(UserId caller) {
    return new Orgtable(context.by(caller));
  }

  /**
   * Returns by how much at least this process's clock is ahead of the engine's, negative if it is
   * behind: as the engine's latest answers told by their header {@code Date}. Sends nothing. While
   * it is more than a minute, nothing is done that cannot be undone: a {@link Worker} does nothing
   * for invitations, {@code Sweep} refuses, and a receipt does not expire.
   *
   * @return empty if the engine told no time: there was no answer yet, or it is in this process
   */
  public Optional<Duration> clockSkew() {
    return context.connection().engine().skew();
  }

  /** Returns the operations on the table itself. */
  public Schema schema() {
    return schema;
  }

  /** Returns all items as they lie in the table. */
  public Items items() {
    return new Items(context);
  }

  /** Returns what this library's own packages and modules work with; no part of the API. */
  public Context context() {
    return context;
  }
}
