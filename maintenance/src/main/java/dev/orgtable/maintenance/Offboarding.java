package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.User.Account;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.parallel.ParallelScan;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.job.Worker;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a user with every mention of the address: plans the deletion, executes it, and verifies
 * that nothing mentions the address any more but events, which are kept: see {@link
 * Mention#isKept}.
 */
public final class Offboarding {

  private final Orgtable orgtable;
  private final Context context;

  Offboarding(Orgtable orgtable) {
    this.orgtable = orgtable;
    this.context = orgtable.context();
  }

  /**
   * A membership to be deleted.
   *
   * @param organisation the organisation
   * @param name the organisation's name
   * @param groups the user's groups
   * @param lastOwner whether the organisation would have no owner
   */
  public record Membership(
      OrganisationId organisation, String name, Set<Group> groups, boolean lastOwner) {

    /** Copies the groups. */
    public Membership {
      groups = Set.copyOf(groups);
    }
  }

  /**
   * The plan of an offboarding.
   *
   * @param user the address
   * @param id the user's id; null if nobody has the address, as invitees need not be users
   * @param accounts the user's accounts at identity providers
   * @param memberships the memberships, sorted by organisation id
   * @param invitations the open or expired invitations, sorted by organisation id
   */
  public record Plan(
      EmailAddress user,
      @Nullable UserId id,
      List<Account> accounts,
      List<Membership> memberships,
      List<UserInvitation> invitations) {

    /** Copies the lists. */
    public Plan {
      accounts = List.copyOf(accounts);
      memberships = List.copyOf(memberships);
      invitations = List.copyOf(invitations);
    }

    /** Returns whether the address belongs to a user. */
    public boolean known() {
      return id != null;
    }

    /**
     * Returns the organisations whose last owner is the user. While there are any, nothing is
     * deleted.
     */
    public Set<OrganisationId> lastOwnerOf() {
      return memberships.stream()
          .filter(Membership::lastOwner)
          .map(Membership::organisation)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns whether a mention is deleted with the user or erased afterwards. */
    public boolean covers(Mention mention) {
      return mention.isErasable()
          || (mention.ours()
              && ((id != null && mention.id().equals(UserIdRecord.key(id).id()))
                  || accounts.stream()
                      .anyMatch(each -> mention.id().equals(AccountRecord.key(each).id()))
                  || mention.id().equals(UserRecord.key(user).id())
                  || leadsToUser(mention)
                  || mention.rng().equals(Keys.MEMBERS + user)
                  || mention.rng().equals(Keys.INVITATIONS + user)));
    }

    /** An external id that contains the address may be that of somebody else. */
    private static boolean leadsToUser(Mention mention) {
      return mention.attribute().equals(ExternalIdRecord.EMAIL)
          && (mention.rng().equals(Keys.USER_EXTERNAL_ID)
              || mention.rng().equals(Keys.MEMBER_EXTERNAL_ID));
    }
  }

  /** Returns the plan, including refusals. Changes nothing. */
  public Plan plan(EmailAddress user) {
    Table table = context.open();
    List<Item> sides = new ArrayList<>();
    UserId id = null;
    List<Account> accounts = List.of();
    for (ItemPage page : table.pages(QuerySpec.of(UserRecord.key(user).id(), ""))) {
      for (Item item : page.items()) {
        Optional<UserRecord> found = UserRecord.from(item);
        id = found.isPresent() ? found.get().user().id() : id;
        accounts = found.isPresent() ? found.get().accounts() : accounts;
      }
      sides.addAll(page.items());
    }
    return new Plan(user, id, accounts, memberships(table, user, sides), invitations(sides));
  }

  private static List<Membership> memberships(Table table, EmailAddress user, List<Item> sides) {
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
      OrganisationId id, EmailAddress user, String name, Map<Key, Item> found) {
    Optional<Item> member =
        Optional.ofNullable(found.get(OrganisationGroupMemberRecord.key(id, user)));
    Set<Group> groups =
        member.map(item -> Groups.read(item.strings(Groups.ATTRIBUTE))).orElse(Set.of());
    boolean owner = member.filter(OrganisationGroupMemberRecord::isActiveOwner).isPresent();
    long owners =
        Optional.ofNullable(found.get(OrganisationRecord.key(id)))
            .flatMap(OrganisationRecord::from)
            .map(OrganisationRecord::ownerCount)
            .orElse(0L);
    return new Membership(id, name, groups, owner && owners <= 1);
  }

  private static List<UserInvitation> invitations(List<Item> sides) {
    return sides.stream()
        .flatMap(side -> UserOrganisationRecord.invitation(side).stream())
        .toList();
  }

  /**
   * Deletes the user with all memberships and invitations. Idempotent.
   *
   * @return the job that deletes the rest, if one is needed: see {@link Worker}
   * @throws LastOwner if the user is the last owner of the organisations named; nothing was changed
   */
  public Optional<JobId> apply(EmailAddress user) {
    Plan plan = plan(user);
    if (!plan.lastOwnerOf().isEmpty()) {
      throw new LastOwner(user, plan.lastOwnerOf());
    }
    return delete(plan);
  }

  /**
   * Deletes the user likewise, after transferring ownership where the user is the last owner.
   *
   * @param heir the new owner of those organisations
   * @return the job that deletes the rest, if one is needed: see {@link Worker}
   * @throws dev.orgtable.OrgtableException.MemberNotFound if the heir is not a member of such an
   *     organisation; nothing was changed
   * @throws MemberSuspended if the heir is suspended in such an organisation; nothing was changed
   */
  public Optional<JobId> apply(EmailAddress user, EmailAddress heir) {
    Plan plan = plan(user);
    MembershipStore memberships = orgtable.memberships();
    for (OrganisationId organisation : plan.lastOwnerOf()) {
      if (memberships.get(heir, organisation).suspendedAt().isPresent()) {
        throw new MemberSuspended(heir, organisation);
      }
    }
    for (OrganisationId organisation : plan.lastOwnerOf()) {
      memberships.transferOwnership(organisation, user, heir);
    }
    return delete(plan);
  }

  private Optional<JobId> delete(Plan plan) {
    EmailAddress user = plan.user();
    try {
      return orgtable.users().delete(user);
    } catch (UserNotFound absent) {
      Optional<JobId> begun =
          context
              .open()
              .get(UserRecord.key(user), Consistency.STRONG)
              .flatMap(TombstoneRecord::job);
      if (begun.isEmpty()) {
        rejectAll(plan);
      }
      return begun;
    }
  }

  private void rejectAll(Plan plan) {
    InvitationStore invitations = orgtable.invitations();
    for (UserInvitation each : plan.invitations()) {
      try {
        invitations.reject(plan.user(), each.organisation());
      } catch (InvitationNotFound ended) {
        // It is no longer open: nothing to delete.
      }
    }
  }

  /**
   * Reads the whole table on the caller's thread; see {@link #mentions(EmailAddress, int, Consumer,
   * LongConsumer)}.
   */
  public long mentions(EmailAddress user, Consumer<Mention> reported) {
    return mentions(user, 1, reported, read -> {});
  }

  /**
   * Reads the whole table and reports mentions of the address: in a key or any value, ignoring
   * case, with the domain in ASCII or Unicode, or as its SHA-256.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param reported receives each mention as soon as it is found, one at a time
   * @param read receives the number of items read since the last call; an exception ends the work
   * @return the number of items read
   */
  public long mentions(
      EmailAddress user, int segments, Consumer<Mention> reported, LongConsumer read) {
    ParallelScan scan = context.scan(segments);
    Consumer<Mention> reporting = scan.serially(reported);
    Mentions mentions = new Mentions(user);
    return scan.run(items -> items.stream().flatMap(mentions::in).forEach(reporting), read);
  }

  /**
   * Reads the whole table like {@link #mentions(EmailAddress, int, Consumer, LongConsumer)}, and
   * erases what names the user outside of the user's own records: the results stored with receipts,
   * the inviter of an invitation, and the person who started a job. Costs 1 write unit per
   * invitation or job and 2 per receipt. A request whose receipt was erased is executed again if
   * repeated.
   *
   * @param erased receives each mention that was erased
   * @param left receives each mention that remains, also in events
   * @return the number of items read
   */
  public long erase(
      EmailAddress user,
      int segments,
      Consumer<Mention> erased,
      Consumer<Mention> left,
      LongConsumer read) {
    ParallelScan scan = context.scan(segments);
    Consumer<Mention> reportingErased = scan.serially(erased);
    Consumer<Mention> reportingLeft = scan.serially(left);
    Mentions mentions = new Mentions(user);
    return scan.run(
        items -> {
          for (Item item : items) {
            mentions
                .in(item)
                .forEach(
                    mention ->
                        (Erasure.erase(context.open(), item, mention)
                                ? reportingErased
                                : reportingLeft)
                            .accept(mention));
          }
        },
        read);
  }
}
