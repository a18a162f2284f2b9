package dev.orgtable.store;

import dev.orgtable.AddressPrefix;
import dev.orgtable.InvalidInput;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.UserDetails;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserMembership;
import dev.orgtable.UserOrganisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The operations on users. */
public final class UserStore {

  private final Connection connection;

  UserStore(Connection connection) {
    this.connection = connection;
  }

  /**
   * Stores a new user. 2 write units for an item under 1 KB, one of them for the index.
   *
   * @param user its revision does not matter
   * @return the user as stored, of revision 1
   * @throws UserAlreadyExists if there is one with this address
   */
  public User create(User user) {
    return create(connection.open(), user, created -> created);
  }

  private static <T> T create(Table table, User user, Function<User, T> answer) {
    User first = new User(user.id(), user.profile(), user.createdAt(), 1);
    return table.commit(
        new Transaction()
            .create(
                new UserRecord(first, Additions.start()).item(),
                Refusal.there(() -> new UserAlreadyExists(user.id()))),
        answer.apply(first));
  }

  /**
   * Stores a user, whether there is one with this address or not. Writes nothing if nothing
   * differs. A profile that differs is written on every membership, too; see {@link #update}.
   *
   * @param user its revision does not matter
   * @return the user as stored
   */
  public Outcome<User> put(User user) {
    Table table = connection.open();
    return table.settle(
        () -> {
          Optional<User> present =
              table
                  .get(UserRecord.key(user.id()), Consistency.STRONG)
                  .flatMap(UserRecord::from)
                  .map(UserRecord::user);
          if (present.isEmpty()) {
            return createOrStartAgain(table, user);
          }
          return isSame(present.get(), user)
              ? Outcome.done(present.get())
              : updateOrStartAgain(table, user);
        });
  }

  private Outcome<User> updateOrStartAgain(Table table, User user) {
    try {
      return update(table, user, Optional.empty());
    } catch (UserNotFound e) {
      throw new Refusal.Changed(Optional.empty());
    }
  }

  private static Outcome<User> createOrStartAgain(Table table, User user) {
    try {
      return create(table, user, Outcome::done);
    } catch (UserAlreadyExists e) {
      throw new Refusal.Changed(Optional.empty());
    }
  }

  private static boolean isSame(User present, User user) {
    return present.profile().equals(user.profile()) && present.createdAt().equals(user.createdAt());
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
    Table table = connection.open();
    return table.settle(() -> update(table, user, Optional.of(user.revision())));
  }

  private Outcome<User> update(Table table, User user, Optional<Long> seen) {
    UserPartition found = UserPartition.gather(table, user.id());
    long revision = found.source().user().revision();
    if (seen.isPresent() && seen.get() != revision) {
      throw new Stale(user.id(), seen.get());
    }
    User next = new User(user.id(), user.profile(), user.createdAt(), revision + 1);
    Transaction whole = UserCopies.update(found, next);
    if (table.fits(whole)) {
      return table.commit(whole, Outcome.done(next));
    }
    JobRecord job = job(Job.Kind.UPDATE_USER, found);
    return table.commit(UserCopies.beginUpdate(found, next, job), Outcome.begun(next, job.id()));
  }

  private JobRecord job(Job.Kind kind, UserPartition found) {
    int copies = found.memberships().size() + found.invitations().size();
    return JobRecord.of(kind, UserRecord.key(found.user()), copies, connection);
  }

  /**
   * Returns a user. 1 read unit.
   *
   * @throws UserNotFound if there is no such user
   */
  public User get(UserId user) {
    return UserPartition.source(connection.open(), user).user();
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
    Table table = connection.open();
    Endings endings = Endings.read(table, Consistency.STRONG);
    List<Item> items =
        endings.standing(
            table.partition(
                UserRecord.key(user).id(), "read the pages of organisations and of invitations"));
    UserRecord record =
        items.stream()
            .flatMap(item -> UserRecord.from(item).stream())
            .findFirst()
            .orElseThrow(() -> new UserNotFound(user));
    List<Item> sides = Version0.userSides(table, items);
    return new UserDetails(
        record.user(), read(sides, UserOrganisationRecord::organisation), open(sides));
  }

  /**
   * Returns a page of the organisations that the user is a member of. Memberships and invitations
   * lie together: the limit counts both.
   *
   * @throws UserNotFound if the page is empty and there is no such user
   */
  public Page<UserOrganisation> organisations(UserId user, PageRequest page) {
    return page(
        "organisations",
        user,
        page,
        (table, items) ->
            read(Version0.userSides(table, items), UserOrganisationRecord::organisation));
  }

  /**
   * Returns a page of the open invitations of an address, which need not be a user's. The limit
   * counts memberships too.
   *
   * @throws UserNotFound if the page is empty and there is no such user
   */
  public Page<UserInvitation> invitations(UserId user, PageRequest page) {
    return page("invitations", user, page, (table, items) -> open(items));
  }

  /**
   * Returns a page of the user's memberships with the groups held in each: a query and a batch
   * read.
   *
   * @throws UserNotFound if the page is empty and there is no such user
   */
  public Page<UserMembership> memberships(UserId user, PageRequest page) {
    return page("memberships", user, page, (table, items) -> memberships(table, user, items));
  }

  private static List<UserMembership> memberships(Table table, UserId user, List<Item> items) {
    List<UserOrganisation> organisations = read(items, UserOrganisationRecord::organisation);
    List<Key> keys =
        organisations.stream()
            .map(of -> OrganisationGroupMemberRecord.key(of.organisation(), user))
            .toList();
    List<Item> found = List.copyOf(Endings.getAll(table, keys, Consistency.STRONG).values());
    Map<OrganisationId, Member> members = new HashMap<>();
    for (Member member :
        read(
            Version0.members(table, found, Consistency.STRONG),
            OrganisationGroupMemberRecord::member)) {
      members.put(member.organisation(), member);
    }
    List<UserMembership> result = new ArrayList<>();
    for (UserOrganisation of : organisations) {
      Optional.ofNullable(members.get(of.organisation()))
          .ifPresent(member -> result.add(new UserMembership(of, member.groups())));
    }
    return result;
  }

  private <T> Page<T> page(String name, UserId user, PageRequest page, Read<T> read) {
    Table table = connection.open();
    SliceRequest list = SliceRequest.of(UserRecord.key(user).id(), Key.USER_ORGANISATIONS);
    return Lists.page(
        table,
        name,
        list,
        page,
        items -> {
          if (items.isEmpty()) {
            mustExist(table, user, list, page);
          }
          return read.of(table, items);
        });
  }

  /** Refuses an empty page of no user, unless the list has others: it may be of an invitee. */
  private static void mustExist(Table table, UserId user, SliceRequest list, PageRequest page) {
    try {
      UserPartition.source(table, user);
    } catch (UserNotFound e) {
      if (page.cursor().isEmpty() || Lists.isEmpty(table, list, page)) {
        throw e;
      }
    }
  }

  private interface Read<T> {
    List<T> of(Table table, List<Item> items);
  }

  private List<UserInvitation> open(List<Item> items) {
    return read(items, UserOrganisationRecord::invitation).stream()
        .filter(invitation -> connection.now().isBefore(invitation.expiresAt()))
        .toList();
  }

  private static <T> List<T> read(List<Item> items, Function<Item, Optional<T>> from) {
    return items.stream().flatMap(item -> from.apply(item).stream()).toList();
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
   * @throws InvalidInput if an address that begins so would be refused because it could
   *     be taken for another one: a domain with {@code ß}, say
   */
  public Page<User> search(String prefix, PageRequest page) {
    AddressPrefix asked = AddressPrefix.of(prefix);
    return Lists.ofRanges(
        connection.open(),
        "users " + prefix,
        asked.beginnings().stream()
            .map(text -> SliceRequest.ofDirectory(Directory.USERS, Directory.fold(text)))
            .toList(),
        page,
        items ->
            read(items, item -> UserRecord.from(item).map(UserRecord::user)).stream()
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
    Table table = connection.open();
    return table.settle(
        () -> {
          UserPartition found = UserPartition.gather(table, user);
          found.source().refuseIfMoving();
          return withoutEnded(table, found, standing -> delete(table, standing));
        });
  }

  private Optional<JobId> delete(Table table, UserPartition found) {
    Transaction whole = UserCopies.delete(table, found);
    if (table.fits(whole)) {
      return table.commit(whole, Optional.empty());
    }
    JobRecord job = job(Job.Kind.DELETE_USER, found);
    return table.commit(UserCopies.beginDelete(table, found, job), Optional.of(job.id()));
  }

  /** Leaves what belongs to an organisation that has ended to the job that removes it. */
  private static <T> T withoutEnded(
      Table table, UserPartition found, Function<UserPartition, T> steps) {
    try {
      return steps.apply(found);
    } catch (OrganisationNotFound e) {
      return steps.apply(found.standing(Endings.read(table, Consistency.STRONG)));
    }
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
   * @return the user as stored, of the next revision
   * @throws UserNotFound if there is no user with the old address
   * @throws UserAlreadyExists if there is one with the new address
   * @throws AlreadyMember if the new address, which is no user's, has a membership where the user
   *     belongs: a left-over, which {@link Repair} removes
   * @throws InProgress if the user is still moving from another address
   */
  public Outcome<User> changeAddress(UserId from, UserId to) {
    Table table = connection.open();
    return table.settle(
        () -> {
          UserPartition found = UserPartition.gather(table, from);
          User old = found.source().user();
          if (from.equals(to)) {
            return Outcome.done(old);
          }
          found.source().refuseIfMoving();
          User moved = new User(to, old.profile(), old.createdAt(), old.revision() + 1);
          return withoutEnded(table, found, standing -> move(table, standing, moved));
        });
  }

  /** Looks for invitations of the new address only once one is found in the way. */
  private Outcome<User> move(Table table, UserPartition found, User moved) {
    try {
      return move(table, found, moved, Map.of());
    } catch (AlreadyInvited e) {
      return move(table, found, moved, Moving.taken(table, found, moved.id()));
    }
  }

  private Outcome<User> move(Table table, UserPartition found, User moved, Map<Key, Item> taken) {
    Transaction whole = Moving.all(table, found, moved, taken);
    if (table.fits(whole)) {
      return table.commit(whole, Outcome.done(moved));
    }
    Moving.refuseMember(table, found, moved.id());
    JobRecord job = job(Job.Kind.CHANGE_ADDRESS, found).movedTo(moved.id());
    return table.commit(UserCopies.beginMove(found, moved, job), Outcome.begun(moved, job.id()));
  }
}
