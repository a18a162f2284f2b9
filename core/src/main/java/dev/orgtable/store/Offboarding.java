package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The removal of a user with all that names the address: what would go, the removal, and the proof
 * that nothing names the address any more.
 */
public final class Offboarding {

  private final Connection connection;

  Offboarding(Connection connection) {
    this.connection = connection;
  }

  /**
   * A membership that would go.
   *
   * @param organisation the organisation
   * @param name its name
   * @param groups the groups held
   * @param lastOwner whether the organisation would be left without an owner
   */
  public record Membership(
      OrganisationId organisation, String name, Set<Group> groups, boolean lastOwner) {

    /** Copies the groups. */
    public Membership {
      groups = Set.copyOf(groups);
    }
  }

  /**
   * What would go.
   *
   * @param user the address
   * @param known whether there is a user with this address; invitations need none
   * @param memberships in order of the organisations' ids
   * @param invitations open or expired, in order of the organisations' ids
   */
  public record Plan(
      UserId user, boolean known, List<Membership> memberships, List<UserInvitation> invitations) {

    /** Copies the lists. */
    public Plan {
      memberships = List.copyOf(memberships);
      invitations = List.copyOf(invitations);
    }

    /** Returns where the user is the last owner: as long as there is one, nothing is removed. */
    public Set<OrganisationId> lastOwnerOf() {
      return memberships.stream()
          .filter(Membership::lastOwner)
          .map(Membership::organisation)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns whether a mention of the address goes with the user, or is erased after. */
    public boolean covers(Mention mention) {
      return mention.isErasable()
          || (mention.ours()
              && (mention.id().equals(UserRecord.key(user).id())
                  || mention.rng().equals(Key.MEMBERS + user)
                  || mention.rng().equals(Key.INVITATIONS + user)));
    }
  }

  /** Returns what would go, and where that is refused. Changes nothing. */
  public Plan plan(UserId user) {
    Table table = connection.open();
    List<Item> sides = new ArrayList<>();
    boolean known = false;
    SliceRequest request = SliceRequest.of(UserRecord.key(user).id(), "");
    Slice slice;
    do {
      slice = table.query(request);
      known |= slice.items().stream().anyMatch(item -> UserRecord.from(item).isPresent());
      sides.addAll(slice.items());
      request = request.after(slice.last());
    } while (!slice.last().isEmpty());
    return new Plan(user, known, memberships(table, user, sides), invitations(sides));
  }

  private static List<Membership> memberships(Table table, UserId user, List<Item> sides) {
    Map<OrganisationId, String> names = new HashMap<>();
    List<Key> keys = new ArrayList<>();
    for (Item side : Version0.userSides(table, sides)) {
      UserOrganisationRecord.organisation(side)
          .ifPresent(
              of -> {
                names.put(of.organisation(), of.name());
                keys.add(OrganisationGroupMemberRecord.key(of.organisation(), user));
                keys.add(OrganisationRecord.key(of.organisation()));
              });
    }
    Map<Key, Item> found = table.getAll(keys, Consistency.STRONG);
    return names.keySet().stream()
        .sorted()
        .map(id -> membership(id, user, names.getOrDefault(id, id.value()), found))
        .toList();
  }

  private static Membership membership(
      OrganisationId id, UserId user, String name, Map<Key, Item> found) {
    Set<Group> groups =
        Optional.ofNullable(found.get(OrganisationGroupMemberRecord.key(id, user)))
            .map(item -> Groups.read(item.strings(Groups.ATTRIBUTE)))
            .orElse(Set.of());
    long owners =
        Optional.ofNullable(found.get(OrganisationRecord.key(id)))
            .flatMap(OrganisationRecord::from)
            .map(OrganisationRecord::ownerCount)
            .orElse(0L);
    return new Membership(id, name, groups, groups.contains(Group.OWNER) && owners <= 1);
  }

  private static List<UserInvitation> invitations(List<Item> sides) {
    return sides.stream()
        .flatMap(side -> UserOrganisationRecord.invitation(side).stream())
        .toList();
  }

  /**
   * Removes the user with all memberships and invitations. Can be repeated: what is gone already
   * stays gone.
   *
   * @param heir who becomes the owner where the user is the last one
   * @return the job that removes what is left, if it takes one: see {@link Worker}
   * @throws LastOwner if there is no heir, and the user is the last owner somewhere; names those
   *     organisations, and nothing was changed
   * @throws dev.orgtable.OrgtableException.MemberNotFound if the heir is no member of such an
   *     organisation; nothing was changed
   */
  public Optional<JobId> apply(UserId user, Optional<UserId> heir) {
    Plan plan = plan(user);
    Set<OrganisationId> alone = plan.lastOwnerOf();
    if (!alone.isEmpty() && heir.isEmpty()) {
      throw new LastOwner(user, alone);
    }
    MembershipStore memberships = new MembershipStore(connection);
    for (OrganisationId organisation : alone) {
      memberships.get(heir.orElseThrow(), organisation);
    }
    for (OrganisationId organisation : alone) {
      memberships.transferOwnership(organisation, user, heir.orElseThrow());
    }
    try {
      return new UserStore(connection).delete(user);
    } catch (UserNotFound absent) {
      Optional<JobId> begun =
          connection.open().get(UserRecord.key(user), Consistency.STRONG).flatMap(EndedRecord::job);
      if (begun.isEmpty()) {
        rejectAll(plan);
      }
      return begun;
    }
  }

  private void rejectAll(Plan plan) {
    InvitationStore invitations = new InvitationStore(connection);
    for (UserInvitation each : plan.invitations()) {
      try {
        invitations.reject(plan.user(), each.organisation());
      } catch (InvitationNotFound ended) {
        // It ended meanwhile: there is nothing left to remove.
      }
    }
  }

  /**
   * Reads the whole table in the caller's thread; see {@link #mentions(UserId, int, Consumer,
   * LongConsumer)}.
   */
  public long mentions(UserId user, Consumer<Mention> told) {
    return mentions(user, 1, told, read -> {});
  }

  /**
   * Reads the whole table and tells where an item names the address: in its key or in any value, in
   * capitals or not, with the domain in its ASCII form or as people write it, or by its SHA-256.
   *
   * @param segments into how many parts the table is divided, each read by a thread of its own; 1
   *     to 256
   * @param told is given each mention as soon as it is found, one at a time
   * @param read is given how many items more were read; what it throws ends the work
   * @return how many items were read
   */
  public long mentions(UserId user, int segments, Consumer<Mention> told, LongConsumer read) {
    return scan(segments, new Mentions(user)::in, told, read);
  }

  /**
   * Reads the whole table as {@link #mentions(UserId, int, Consumer, LongConsumer)} does, and
   * erases what names the address beside the user's own records: the answers that receipts keep,
   * and who invited or started a job. 1 write unit an invitation or a job and 2 a receipt. An
   * operation whose receipt is erased is done again if it is asked for again.
   *
   * @param erased is given each mention that is gone
   * @param left is given each mention that is still there
   * @return how many items were read
   */
  public long erase(
      UserId user,
      int segments,
      Consumer<Mention> erased,
      Consumer<Mention> left,
      LongConsumer read) {
    Mentions mentions = new Mentions(user);
    return scan(
        segments,
        item -> mentions.in(item).map(mention -> erased(item, mention)),
        end -> (end.gone() ? erased : left).accept(end.mention()),
        read);
  }

  private record End(Mention mention, boolean gone) {}

  private End erased(Item item, Mention mention) {
    return new End(mention, Erasure.erase(connection.open(), item, mention));
  }

  /** Works on the items of each part at once, and tells what came of it one at a time. */
  private <T> long scan(
      int segments, Function<Item, Stream<T>> each, Consumer<T> told, LongConsumer read) {
    AtomicLong count = new AtomicLong();
    Lock lock = new ReentrantLock();
    Threads threads = Threads.of(segments);
    threads.work(
        segment -> {
          Map<String, AttributeValue> after = Map.of();
          do {
            Slice slice = connection.open().scan(segment, segments, after);
            List<T> found = new ArrayList<>();
            for (Item item : slice.items()) {
              if (threads.goesOn()) {
                each.apply(item).forEach(found::add);
              }
            }
            lock.lock();
            try {
              found.forEach(told);
              read.accept(slice.items().size());
            } finally {
              lock.unlock();
            }
            count.addAndGet(slice.items().size());
            after = slice.last();
          } while (!after.isEmpty() && threads.goesOn());
        });
    return count.get();
  }
}
