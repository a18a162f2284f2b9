package dev.orgtable.store;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The way in: the operations on one table, one door for each noun. Safe for any number of threads
 * and processes at once, since every promise is kept by conditions and transactions in DynamoDB.
 *
 * <p>Any operation can throw {@link dev.orgtable.OrgtableException.Unavailable} where the table
 * cannot be reached within the deadline, {@link dev.orgtable.OrgtableException.UpgradeRequired}
 * where it would write over a record of another version, and {@link IllegalStateException} for a
 * mistake of this library.
 */
public final class Orgtable {

  private final UserStore users;
  private final OrganisationStore organisations;
  private final ServiceStore services;
  private final InvitationStore invitations;
  private final MembershipStore memberships;
  private final Schema schema;
  private final Verifier verifier;

  private Orgtable(Connection connection) {
    users = new UserStore(connection);
    organisations = new OrganisationStore(connection);
    services = new ServiceStore(connection);
    invitations = new InvitationStore(connection);
    memberships = new MembershipStore(connection);
    schema = new Schema(connection);
    verifier = new Verifier(connection);
  }

  /** Returns the operations on a table, with {@link Settings#DEFAULT}. Sends nothing yet. */
  public static Orgtable on(DynamoDbClient client, String table) {
    return on(client, table, Settings.DEFAULT);
  }

  /**
   * Returns the operations on a table. Sends nothing yet.
   *
   * @param client the caller's own, with the SDK's retries on; it is never closed here
   * @param table the table's name or ARN
   * @throws IllegalArgumentException if it can be neither
   */
  public static Orgtable on(DynamoDbClient client, String table, Settings settings) {
    return new Orgtable(new Connection(client, table, settings));
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

  /** Returns the operations on the table itself. */
  public Schema schema() {
    return schema;
  }

  /** Returns the checker of the whole table. */
  public Verifier verifier() {
    return verifier;
  }
}
