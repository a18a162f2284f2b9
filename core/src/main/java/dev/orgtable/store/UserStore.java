package dev.orgtable.store;

import dev.orgtable.AddressPrefix;
import dev.orgtable.Expected;
import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UserAlreadyExists;
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
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Partition;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.RecordTypes;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.internal.record.Version0;
import dev.orgtable.job.Worker;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
   * Stores a new user. 2 write units for an item under 1 KB, one of them for the index.
   *
   * @param user its revision does not matter
   * @return the user as stored, of its first revision: any number
   * @throws UserAlreadyExists if there is one with this address
   */
  public User create(User user) {
    User first = first(user);
    Refusal taken = Refusals.there(() -> new UserAlreadyExists(user.id()));
    return context.run(reads -> Decision.commit(create(first, taken), first));
  }

  private static User first(User user) {
    return new User(user.id(), user.profile(), user.createdAt(), Revisions.first());
  }

  private static Transaction create(User first, Refusal taken) {
    return new Transaction().create(new UserRecord(first, ChildVersion.start()).item(), taken);
  }

  /**
   * Stores a user, whether there is one with this address or not. Writes nothing if nothing
   * differs. A profile that differs is written on every membership, too; see {@link #update}.
   *
   * @param user its revision does not matter
   * @return the user as stored
   */
  public Outcome<User> put(User user) {
    return put(user, present -> user, Expected.ANYTHING);
  }

  /**
   * Stores a user with this profile, whether there is one with this address or not, if what is
   * there is as expected; see {@link #put(User)}. A user who is there stays of the same time of
   * creation.
   *
   * @param expected admits nothing, if a user may be created
   * @throws UserNotFound if there is no such user, and one was expected
   * @throws Stale if the user who is there is not as expected
   */
  public Outcome<User> put(UserId id, Profile profile, Expected expected) {
    User created = User.of(id, profile, context.now().truncatedTo(ChronoUnit.MILLIS));
    return put(created, present -> present.withProfile(profile), expected);
  }

  private Outcome<User> put(User absent, UnaryOperator<User> change, Expected expected) {
    return context.run(
        reads -> {
          Optional<User> present =
              reads
                  .get(UserRecord.key(absent.id()), Consistency.STRONG)
                  .flatMap(UserRecord::from)
                  .map(UserRecord::user);
          if (present.isPresent()) {
            return changeOrRetry(reads, present.get(), change, expected);
          }
          if (!expected.admits(OptionalLong.empty())) {
            throw new UserNotFound(absent.id());
          }
          return createOrRetry(absent);
        });
  }

  private Decision<Outcome<User>> changeOrRetry(
      Reads reads, User present, UnaryOperator<User> change, Expected expected) {
    ChangeUser.mustBe(expected, present);
    if (isSame(present, change.apply(present))) {
      return Decision.unchanged(Outcome.unchanged(present));
    }
    try {
      return changes.update(reads, present.id(), change, expected);
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
   * Writes the profile that is made from the present one, if the user is as expected. Writes
   * nothing if nothing differs. A profile that differs is written on every membership, too; see
   * {@link #update}.
   *
   * @param change is applied again where the user was changed in between
   * @throws UserNotFound if there is no such user
   * @throws Stale if the user is not as expected
   */
  public Outcome<User> change(UserId user, UnaryOperator<Profile> change, Expected expected) {
    return context.run(
        reads -> {
          User present = UserPartition.source(reads, user).user();
          ChangeUser.mustBe(expected, present);
          UnaryOperator<User> next = now -> now.withProfile(change.apply(now.profile()));
          return isSame(present, next.apply(present))
              ? Decision.unchanged(Outcome.unchanged(present))
              : changes.update(reads, user, next, expected);
        });
  }

  /**
   * Writes a new profile, on every membership too, if the user is still as it was read. Up to 99
   * memberships have it with the same transaction; if there are more, a job writes it to them: see
   * {@link Worker}.
   *
   * @param user of the revision that was read
   * @return the user as stored, of the next revision
   * @throws UserNotFound if there is no such user
   * @throws Stale if another revision stands in the table
   */
  public Outcome<User> update(User user) {
    Expected seen = Expected.revision(user.revision());
    return context.run(reads -> changes.update(reads, user.id(), present -> user, seen));
  }

  /**
   * Returns a user. 1 read unit.
   *
   * @throws UserNotFound if there is no such user
   */
  public User get(UserId user) {
    return UserPartition.source(context.open(), user).user();
  }

  /**
   * Returns a user with all organisations and open invitations, read in one query. Not one moment
   * in time: what changes while it is read may be seen in part.
   *
   * @throws UserNotFound if there is no such user, though there may be invitations: see {@link
   *     #invitations}
   * @throws TooLarge if the partition has more pages than {@link Settings#detailsPages}
   */
  public UserDetails details(UserId user) {
    Table table = context.open();
    Tombstones endings = Tombstones.read(table, Consistency.STRONG);
    List<Item> items =
        endings.standing(
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
   * Returns a page of the organisations that the user is a member of. Memberships and invitations
   * lie together: the limit counts both.
   *
   * @throws UserNotFound if the page is empty and there is no such user
   */
  public Page<UserOrganisation> organisations(UserId user, PageRequest page) {
    return lists.organisations(user, page);
  }

  /**
   * Returns a page of the open invitations of an address, which need not be a user's. The limit
   * counts memberships too.
   *
   * @throws UserNotFound if the page is empty and there is no such user
   */
  public Page<UserInvitation> invitations(UserId user, PageRequest page) {
    return lists.invitations(user, page);
  }

  /**
   * Returns a page of the user's memberships with the groups held in each: a query and a batch
   * read.
   *
   * @throws UserNotFound if the page is empty and there is no such user
   */
  public Page<UserMembership> memberships(UserId user, PageRequest page) {
    return lists.memberships(user, page);
  }

  /**
   * Returns a page of the users whose address begins with a text, in order of the addresses; of all
   * users, if it is empty. Spaces at its ends, case and spelling count as little as in an address;
   * an international domain is found by what it begins with in either form. Before an {@code @},
   * compatibility forms do not count either ({@code ﬁ} finds {@code fi}); with one, the text before
   * it is the whole local part, and finds no other. Accents count. Eventually consistent: a user
   * just made or changed may not show yet. One request; a second one of at least half a read unit,
   * for the other form of a domain, where the first has come to its end.
   *
   * @throws InvalidInput if an address that begins so would be refused because it could be taken
   *     for another one: a domain with {@code ß}, say
   */
  public Page<User> search(String prefix, PageRequest page) {
    AddressPrefix asked = AddressPrefix.of(prefix);
    return CursorPages.ofRanges(
        context.open(),
        "users " + prefix,
        asked.beginnings().stream()
            .map(text -> QuerySpec.of(Directory.INDEX, Directory.USERS, Directory.fold(text)))
            .toList(),
        page,
        items ->
            UserLists.read(items, item -> UserRecord.from(item).map(UserRecord::user)).stream()
                .filter(user -> isMeant(asked, user.id()))
                .toList());
  }

  private static boolean isMeant(AddressPrefix asked, UserId user) {
    return asked.matches(user)
        && asked.beginnings().stream().anyMatch(text -> Directory.begins(user.email(), text));
  }

  /**
   * Deletes a user with all memberships and open invitations. What takes more than 100 writes (2 a
   * membership or invitation, 1 more where the user is an owner) does not exist from the same
   * transaction on, and is removed by a job: see {@link Worker}. Until that has ended, no user can
   * be created with this address.
   *
   * @return the job, if it takes one
   * @throws UserNotFound if there is no such user
   * @throws LastOwner if the user is the only owner somewhere; names those organisations
   * @throws InProgress if the user is still moving from another address
   * @throws TooLarge if it takes a job and the user is an owner of more than 32 organisations
   */
  public Optional<JobId> delete(UserId user) {
    return delete(user, Expected.ANYTHING);
  }

  /**
   * Deletes a user who is as expected; see {@link #delete(UserId)}.
   *
   * @throws UserNotFound if there is no such user
   * @throws Stale if the user is not as expected
   */
  public Optional<JobId> delete(UserId user, Expected expected) {
    return context.run(
        reads -> {
          UserPartition found = UserPartition.gather(reads, user, context.limits().detailsPages());
          ChangeUser.mustBe(expected, found.source().user());
          found.source().refuseIfMoving();
          return changes.delete(reads, found);
        });
  }

  /**
   * Moves a user to another address, with all memberships and invitations: in each organisation at
   * no moment both addresses have the rights, and at no moment neither.
   *
   * <p>Where the new address is invited already, a membership remains and that invitation ends: the
   * user is a member. Of two invitations the one remains that ends later, or else that of the new
   * address.
   *
   * <p>What takes no more than 100 writes (5 a membership or invitation, 1 more for a token of it,
   * 1 more for an invitation that ends) moves in one transaction. If it takes more, the user has
   * the new address from the transaction on and none has the old one; a job ({@link Worker}) then
   * moves the memberships and invitations, one after the other, each with its two sides at once.
   * Who reads meanwhile finds the user in each organisation under exactly one of the two addresses:
   * a check of the old address still holds where the membership has not moved, a check of the new
   * one where it has. Until all have moved, the user can join or accept nothing, be deleted or
   * moved again ({@link InProgress}).
   *
   * @return the user as stored, of another revision
   * @throws UserNotFound if there is no user with the old address
   * @throws UserAlreadyExists if there is one with the new address
   * @throws AlreadyMember if the new address, which is no user's, has a membership where the user
   *     belongs: a left-over, which {@code Repair} removes
   * @throws InProgress if the user is still moving from another address
   */
  public Outcome<User> changeAddress(UserId from, UserId to) {
    return changeAddress(from, to, Expected.ANYTHING);
  }

  /**
   * Moves a user who is as expected to another address; see {@link #changeAddress(UserId, UserId)}.
   *
   * @throws UserNotFound if there is no user with the old address
   * @throws Stale if the user is not as expected
   */
  public Outcome<User> changeAddress(UserId from, UserId to, Expected expected) {
    return context.run(
        reads -> {
          UserPartition found = UserPartition.gather(reads, from, context.limits().detailsPages());
          User old = found.source().user();
          ChangeUser.mustBe(expected, old);
          if (from.equals(to)) {
            return Decision.unchanged(Outcome.unchanged(old));
          }
          found.source().refuseIfMoving();
          User moved =
              new User(to, old.profile(), old.createdAt(), Revisions.moved(old.revision()));
          return changes.move(reads, found, moved);
        });
  }
}
