package dev.orgtable.store;

import dev.orgtable.AddressPrefix;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserIdNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserDetails;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserMembership;
import dev.orgtable.UserOrganisation;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Partition;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.job.Worker;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The operations on users. */
public final class UserStore {

  private final Context context;
  private final UserLists lists;
  private final ChangeUser changes;

  UserStore(Context context) {
    this.context = context;
    this.lists = new UserLists(context);
    this.changes = new ChangeUser(context);
  }

  /**
   * Creates a user, and the record that leads from the id to the address.
   *
   * @param user the user; its revision is ignored
   * @return the user as stored, with its first revision, a random number
   * @throws UserAlreadyExists if a user with this address exists
   * @throws InvalidInput if a user at another address has this id
   */
  public User create(User user) {
    User first = first(user);
    Refusal taken = Refusals.there(() -> new UserAlreadyExists(user.email()));
    return context.run("users.create", reads -> Decision.commit(create(first, taken), first));
  }

  private static User first(User user) {
    return new User(user.id(), user.email(), user.profile(), user.createdAt(), Revisions.first());
  }

  private static Transaction create(User first, Refusal taken) {
    Transaction transaction =
        new Transaction().create(new UserRecord(first, ChildVersion.start()).item(), taken);
    UserIdRecord.create(transaction, first);
    return transaction.emit(Draft.of(first, EventType.USER_CREATED));
  }

  /**
   * Creates or updates a user. Writes nothing if nothing differs. A changed profile is also copied
   * to every membership; see {@link #update}.
   *
   * @param user the user; its revision is ignored, and its id if the user exists
   * @return the user as stored
   * @throws InvalidInput if a user at another address has this id
   */
  public Outcome<User> put(User user) {
    return put(user, present -> user, Expected.ANYTHING);
  }

  /**
   * Creates or updates a user with this profile on a precondition; see {@link #put(User)}. An
   * existing user's time of creation is kept.
   *
   * @param expected the precondition; must admit absence for a user to be created
   * @throws UserNotFound if the user does not exist, and the precondition requires one
   * @throws Stale if the precondition fails for an existing user
   */
  public Outcome<User> put(EmailAddress email, Profile profile, Expected expected) {
    User created = User.of(email, profile, context.now().truncatedTo(ChronoUnit.MILLIS));
    return put(created, present -> present.withProfile(profile), expected);
  }

  private Outcome<User> put(User absent, UnaryOperator<User> change, Expected expected) {
    return context.run(
        "users.put",
        reads -> {
          Optional<User> present =
              reads
                  .get(UserRecord.key(absent.email()), Consistency.STRONG)
                  .flatMap(UserRecord::from)
                  .map(UserRecord::user);
          if (present.isPresent()) {
            return changeOrRetry(reads, present.get(), change, expected);
          }
          if (!expected.admits(OptionalLong.empty())) {
            throw new UserNotFound(absent.email());
          }
          return createOrRetry(absent);
        });
  }

  private Decision<Outcome<User>> changeOrRetry(
      Reads reads, User present, UnaryOperator<User> change, Expected expected) {
    ChangeUser.require(expected, present);
    if (isSame(present, change.apply(present))) {
      return Decision.unchanged(Outcome.unchanged(present));
    }
    try {
      return changes.update(reads, present.email(), change, expected);
    } catch (UserNotFound e) {
      throw new ConflictException();
    }
  }

  private static Decision<Outcome<User>> createOrRetry(User user) {
    User first = first(user);
    return Decision.commit(
        create(first, Refusals.there(() -> new ConflictException())), Outcome.created(first));
  }

  private static boolean isSame(User present, User user) {
    return present.profile().equals(user.profile()) && present.createdAt().equals(user.createdAt());
  }

  /**
   * Updates a user's profile by a function of the current one, on a precondition. Writes nothing if
   * nothing differs. A changed profile is also copied to every membership; see {@link #update}.
   *
   * @param change computes the new profile; called again if the update is retried after a conflict
   * @throws UserNotFound if the user does not exist
   * @throws Stale if the precondition fails
   */
  public Outcome<User> change(EmailAddress user, UnaryOperator<Profile> change, Expected expected) {
    return context.run(
        "users.change",
        reads -> {
          User present = UserPartition.source(reads, user).user();
          ChangeUser.require(expected, present);
          UnaryOperator<User> next = now -> now.withProfile(change.apply(now.profile()));
          return isSame(present, next.apply(present))
              ? Decision.unchanged(Outcome.unchanged(present))
              : changes.update(reads, user, next, expected);
        });
  }

  /**
   * Updates a user's profile and its copies on every membership, unless the user has changed since
   * it was read. Up to 98 memberships get it in the same transaction; if there are more, a job
   * copies it to them: see {@link Worker}.
   *
   * @param user the user with the new profile and the revision read
   * @return the user as stored, with the next revision
   * @throws UserNotFound if the user does not exist
   * @throws Stale if the user has changed since
   */
  public Outcome<User> update(User user) {
    Expected seen = Expected.revision(user.revision());
    return context.run(
        "users.update", reads -> changes.update(reads, user.email(), present -> user, seen));
  }

  /**
   * Returns a user. Costs 1 read unit.
   *
   * @throws UserNotFound if the user does not exist
   */
  public User get(EmailAddress user) {
    return context.observe("users.get", table -> UserPartition.source(table, user).user());
  }

  /**
   * Returns the user with this id, at whatever address. Costs 2 read units.
   *
   * @throws UserIdNotFound if no user has the id; a user stored without one has none until the
   *     table is upgraded
   */
  public User get(UserId id) {
    return context.observe("users.get", table -> UserIds.get(table, id));
  }

  /**
   * Returns the present addresses of users, without ids that no user has. Costs 1 read unit for
   * each id. A user may move right after, and another one may take the address.
   */
  public Map<UserId, EmailAddress> addresses(Collection<UserId> ids) {
    return context.observe("users.addresses", table -> UserIds.addresses(table, ids, false));
  }

  /**
   * Returns the present addresses of users, as {@link #addresses}, under which all of their
   * memberships are stored.
   *
   * @throws InProgress if a job is still moving memberships of one of them to a new address
   */
  public Map<UserId, EmailAddress> settledAddresses(Collection<UserId> ids) {
    return context.observe("users.settledAddresses", table -> UserIds.addresses(table, ids, true));
  }

  /**
   * Returns a user with all organisations and open invitations, read by one query. Not a snapshot:
   * concurrent changes may be seen in part.
   *
   * @throws UserNotFound if the user does not exist, even if the address has invitations: see
   *     {@link #invitations}
   * @throws TooLarge if the partition has more pages than {@link Settings#detailsPages}
   */
  public UserDetails details(EmailAddress user) {
    return context.observe("users.details", table -> details(table, user));
  }

  private UserDetails details(Table table, EmailAddress user) {
    Tombstones tombstones = Tombstones.read(table, Consistency.STRONG);
    List<Item> items =
        tombstones.live(
            Partition.whole(
                table,
                UserRecord.key(user).id(),
                context.limits().detailsPages(),
                "read the pages of organisations and of invitations"));
    UserRecord record =
        RecordTypes.find(items, UserRecord.key(user))
            .flatMap(UserRecord::from)
            .orElseThrow(() -> new UserNotFound(user));
    List<Item> sides = Version0.userSides(table, items);
    return new UserDetails(
        record.user(),
        UserLists.read(sides, UserOrganisationRecord::organisation),
        lists.open(sides));
  }

  /**
   * Returns a page of the organisations that the user is a member of. Since memberships and
   * invitations are stored together, the limit counts both.
   *
   * @throws UserNotFound if the page is empty and the user does not exist
   */
  public Page<UserOrganisation> organisations(EmailAddress user, PageRequest page) {
    return context.observe("users.organisations", table -> lists.organisations(table, user, page));
  }

  /**
   * Returns a page of the open invitations of an address, which need not be a user's. The limit
   * also counts memberships.
   *
   * @throws UserNotFound if the page is empty and the user does not exist
   */
  public Page<UserInvitation> invitations(EmailAddress user, PageRequest page) {
    return context.observe("users.invitations", table -> lists.invitations(table, user, page));
  }

  /**
   * Returns a page of the user's memberships with their groups, by a query and a batch read.
   *
   * @throws UserNotFound if the page is empty and the user does not exist
   */
  public Page<UserMembership> memberships(EmailAddress user, PageRequest page) {
    return context.observe("users.memberships", table -> lists.memberships(table, user, page));
  }

  /**
   * Returns a page of the users whose addresses start with a prefix, ordered by address; of all
   * users if the prefix is empty. The prefix is normalised like an address, and matches an
   * international domain in either form. Without an {@code @}, compatibility forms are ignored, too
   * ({@code ﬁ} finds {@code fi}); with one, the text before it must be the entire local part.
   * Accents are not ignored. Eventually consistent, as every global secondary index (Amazon
   * DynamoDB, Developer Guide, global secondary indexes): recent changes may be missing at first.
   * Sends one request; where it has reached its end, a second one of at least half a read unit for
   * the other form of a domain. If the index lacks ids of users, half a read unit more for each.
   *
   * @throws InvalidInput if every address with this prefix is refused as ambiguous, such as one
   *     whose domain has {@code ß}
   */
  public Page<User> search(String prefix, PageRequest page) {
    AddressPrefix asked = AddressPrefix.of(prefix);
    return context.observe("users.search", table -> lists.search(table, asked, prefix, page));
  }

  /**
   * Deletes a user with all accounts, memberships and open invitations. If this takes more than 100
   * writes (3 for the user, 1 per account or external id, 4 per membership or invitation), one
   * transaction makes all of it invisible, and a job removes the records: see {@link Worker}. Until
   * the job is done, no user can be created with this address.
   *
   * @return the job, if one is needed
   * @throws UserNotFound if the user does not exist
   * @throws LastOwner if the user is the last owner of an organisation; has all of these
   * @throws InProgress if a job is still moving the user from another address
   * @throws TooLarge if a job is needed, and the user owns more than 21 organisations, or 21 and
   *     has more than one account or external id
   */
  public Optional<JobId> delete(EmailAddress user) {
    return delete(user, Expected.ANYTHING);
  }

  /**
   * Deletes a user on a precondition; see {@link #delete(EmailAddress)}.
   *
   * @throws UserNotFound if the user does not exist
   * @throws Stale if the precondition fails
   */
  public Optional<JobId> delete(EmailAddress user, Expected expected) {
    return context.run(
        "users.delete",
        reads -> {
          UserPartition found = UserPartition.gather(reads, user, context.limits().detailsPages());
          ChangeUser.require(expected, found.source().user());
          found.source().refuseIfMoving();
          return changes.delete(reads, found);
        });
  }

  /**
   * Moves a user to another address, with all memberships and invitations. At any moment, exactly
   * one of the two addresses has the rights in each organisation.
   *
   * <p>If the new address is already invited to an organisation, the user's membership replaces
   * that invitation. Of two invitations, the one that expires later remains, or that of the new
   * address if both expire at the same time.
   *
   * <p>A move of at most 100 writes (6 per membership or invitation, 1 more if it has a token, 2
   * more if it replaces an invitation; 1 per account) is one transaction. Otherwise the first
   * transaction moves the user itself, and a job ({@link Worker}) moves the memberships and
   * invitations one by one, both sides of each together. Meanwhile, a check succeeds for the old
   * address in organisations whose membership has not moved yet, and for the new one in the others.
   * Until all have moved, the user cannot become a member, be deleted or be moved again ({@link
   * InProgress}).
   *
   * @return the user as stored, with a new revision
   * @throws UserNotFound if no user has the old address
   * @throws UserAlreadyExists if a user has the new address
   * @throws AlreadyMember if the new address, although no user has it, has an orphaned membership
   *     in one of the user's organisations, which {@code Repair} removes
   * @throws InProgress if a job is still moving the user from another address
   */
  public Outcome<User> changeAddress(EmailAddress from, EmailAddress to) {
    return changeAddress(from, to, Expected.ANYTHING);
  }

  /**
   * Moves a user to another address on a precondition; see {@link #changeAddress(EmailAddress,
   * EmailAddress)}.
   *
   * @throws UserNotFound if no user has the old address
   * @throws Stale if the precondition fails
   */
  public Outcome<User> changeAddress(EmailAddress from, EmailAddress to, Expected expected) {
    return context.run(
        "users.changeAddress",
        reads -> {
          UserPartition found = UserPartition.gather(reads, from, context.limits().detailsPages());
          User old = found.source().user();
          ChangeUser.require(expected, old);
          if (from.equals(to)) {
            return Decision.unchanged(Outcome.unchanged(old));
          }
          found.source().refuseIfMoving();
          User moved =
              new User(
                  old.id(), to, old.profile(), old.createdAt(), Revisions.moved(old.revision()));
          return changes.move(reads, found, moved);
        });
  }
}
