package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.Provenance;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks one item against the records that it refers to. */
final class ReferenceCheck {

  private final Item item;
  private final Key key;
  private final String typ;
  private final List<Violation> found = new ArrayList<>();

  private ReferenceCheck(Item item) {
    this.item = item;
    this.key = item.key();
    this.typ = Layout.type(item);
  }

  /** Returns the keys of the records that an item refers to. */
  static Set<Key> counterparts(Item item) {
    return new ReferenceCheck(item).counterparts();
  }

  /**
   * Returns the violations of an item.
   *
   * @param others returns the existing items among {@link #counterparts}; an item that is not a
   *     record counts as missing
   */
  static List<Violation> of(Item item, Function<Key, Optional<Item>> others) {
    ReferenceCheck findings = new ReferenceCheck(item);
    findings.check(
        key ->
            others
                .apply(key)
                .filter(
                    found -> Layout.is(found, Layout.type(found)) && RecordTypes.isKnown(found)));
    return findings.found;
  }

  /** Returns whether an item is a record that this version reads, under a valid key. */
  static boolean isSound(Item item) {
    return Provenance.of(item) == Provenance.OURS && RecordTypes.isPlaced(item);
  }

  private Set<Key> counterparts() {
    Set<Key> keys = new LinkedHashSet<>();
    if (!RecordTypes.isKnown(item) || !RecordTypes.isPlaced(item)) {
      return keys;
    }
    organisation().ifPresent(id -> keys.add(OrganisationRecord.key(id)));
    user().ifPresent(id -> keys.add(UserRecord.key(id)));
    MembershipKeys.of(key).map(MembershipKeys::all).ifPresent(keys::addAll);
    services().forEach(keys::add);
    jobs().map(JobRecord::key).forEach(keys::add);
    keys.addAll(TombstoneCheck.counterparts(item));
    keys.addAll(UserIdRepair.counterparts(item));
    keys.addAll(ExternalIdRepair.counterparts(item));
    keys.addAll(AccountRepair.counterparts(item));
    keys.addAll(GroupRolesRepair.counterparts(item));
    keys.addAll(DeliveryRepair.counterparts(item));
    keys.remove(key);
    return keys;
  }

  private void check(Function<Key, Optional<Item>> others) {
    switch (Provenance.of(item)) {
      case OURS -> record(others);
      case NEWER -> add(Violation.Code.NEWER_VERSION, "version " + Layout.version(item));
      case GHOST -> add(Violation.Code.GHOST, Provenance.describe(item));
      case FOREIGN -> add(Violation.Code.FOREIGN, Provenance.describe(item));
      case NEIGHBOUR -> {}
    }
  }

  private void record(Function<Key, Optional<Item>> others) {
    if (!RecordTypes.isPlaced(item)) {
      add(Violation.Code.MISPLACED, "the key does not match the type " + typ);
      return;
    }
    jobs(others);
    TombstoneCheck.wrong(item, others).forEach(what -> add(Violation.Code.ENDINGS_DIFFER, what));
    if (isEnding(others)) {
      return;
    }
    RecordTypes.check(item).forEach(odd -> add(Violation.Code.ODD_VALUE, odd));
    groups(others);
    if (organisation().isPresent() && !typ.equals(OrganisationRecord.TYP)) {
      organisationIsThere(others);
    }
    UserIdRepair.wrong(item, others).forEach(what -> add(Violation.Code.USER_ID, what));
    ExternalIdRepair.wrong(item, others).ifPresent(what -> add(Violation.Code.EXTERNAL_ID, what));
    AccountRepair.wrong(item, others).forEach(what -> add(Violation.Code.ACCOUNT, what));
    GroupRolesRepair.wrong(item, others).forEach(what -> add(Violation.Code.GROUP_ROLES, what));
    DeliveryRepair.wrong(item, others).ifPresent(what -> add(Violation.Code.DELIVERY, what));
    switch (typ) {
      case OrganisationGroupMemberRecord.TYP -> member(others);
      case OrganisationInvitationRecord.TYP -> invitation(others);
      case UserOrganisationRecord.TYP -> userSide(others);
      default -> {}
    }
  }

  private Optional<OrganisationId> organisation() {
    return MembershipKeys.organisation(key);
  }

  private Optional<EmailAddress> user() {
    return MembershipKeys.user(key);
  }

  private List<Key> services() {
    return organisation().stream()
        .flatMap(
            id ->
                Groups.services(Groups.read(groupStrings())).stream()
                    .map(service -> OrganisationServiceRecord.key(id, service)))
        .toList();
  }

  /** Returns the jobs listed by a source. */
  private Stream<JobId> jobs() {
    return Stream.concat(
        TombstoneRecord.job(item).stream(),
        PendingJobs.of(item).stream().flatMap(id -> Keys.jobId(id).stream()));
  }

  private void jobs(Function<Key, Optional<Item>> others) {
    if (typ.equals(TombstoneRecord.TYP) && TombstoneRecord.job(item).isEmpty()) {
      add(Violation.Code.JOB_MISSING, "deleted, but has no job");
    }
    jobs()
        .filter(
            id ->
                others
                    .apply(JobRecord.key(id))
                    .filter(JobRecord::isOpen)
                    .flatMap(JobRecord::from)
                    .isEmpty())
        .forEach(id -> add(Violation.Code.JOB_MISSING, "no open job " + id));
  }

  /** A job is deleting what belongs to a deleted source. */
  private boolean isEnding(Function<Key, Optional<Item>> others) {
    if (typ.equals(TombstoneRecord.TYP)) {
      return true;
    }
    return Stream.concat(
            organisation().map(OrganisationRecord::key).stream(),
            user().map(UserRecord::key).stream())
        .filter(source -> !source.equals(key))
        .flatMap(source -> others.apply(source).stream())
        .anyMatch(found -> TombstoneRecord.is(found) && !TombstoneRecord.isMoved(found));
  }

  /** A job is updating the copies of a source, which may lag until it has ended. */
  private static boolean mayLag(Item source) {
    return !PendingJobs.of(source).isEmpty();
  }

  private Set<String> groupStrings() {
    return item.strings(Groups.ATTRIBUTE);
  }

  private void groups(Function<Key, Optional<Item>> others) {
    Collection<String> strings = groupStrings();
    if (item.value(Groups.ATTRIBUTE).isPresent() && strings.isEmpty()) {
      add(Violation.Code.ODD_GROUPS, "groups is not a string set");
    }
    if (strings.size() > Group.MOST_PER_MEMBER) {
      add(Violation.Code.TOO_MANY_GROUPS, strings.size() + " groups");
    }
    for (String group : new TreeSet<>(strings)) {
      if (Groups.read(group).isEmpty()) {
        add(Violation.Code.ODD_GROUPS, "not a group: " + group);
      }
    }
    for (Key service : services()) {
      if (others.apply(service).isEmpty()) {
        add(Violation.Code.SERVICE_MISSING, service.rng());
      }
    }
  }

  private void organisationIsThere(Function<Key, Optional<Item>> others) {
    Key organisation = OrganisationRecord.key(organisation().orElseThrow());
    if (others.apply(organisation).flatMap(OrganisationRecord::from).isEmpty()) {
      add(Violation.Code.ORGANISATION_MISSING, organisation.id());
    }
  }

  private void member(Function<Key, Optional<Item>> others) {
    EmailAddress email = user().orElseThrow();
    Optional<Item> side =
        others.apply(UserOrganisationRecord.key(email, organisation().orElseThrow()));
    if (side.isEmpty()) {
      add(Violation.Code.USER_SIDE_MISSING, "no membership on the user's side");
    } else if (UserOrganisationRecord.isInvitation(side.get())) {
      add(Violation.Code.INVITATION_AS_MEMBER, "the user's side is an invitation");
    } else {
      sameMembership(side.get());
      if (Layout.isCurrent(item) && UserOrganisationRecord.isAccepted(side.get())) {
        sameTime(side.get(), UserOrganisationRecord.ACCEPTED_AT);
      }
    }
    others.apply(OrganisationRecord.key(organisation().orElseThrow())).ifPresent(this::suspension);
    Optional<Item> source = others.apply(UserRecord.key(email));
    Optional<UserRecord> user = source.flatMap(UserRecord::from);
    if (source.filter(TombstoneRecord::isMoved).isPresent()) {
      return;
    }
    if (user.isEmpty()) {
      add(Violation.Code.USER_MISSING, email.value());
    } else if (!mayLag(source.orElseThrow()) && isStale(user.get())) {
      add(Violation.Code.STALE_PROFILE, "differs from the profile of " + email);
    }
  }

  private void suspension(Item source) {
    OrganisationRecord.from(source)
        .map(record -> record.suspension().number())
        .filter(number -> !mayLag(source) && !Suspension.isCopied(item, number))
        .ifPresent(
            number ->
                add(
                    Violation.Code.STALE_SUSPENSION,
                    "differs from the number " + number + " of " + source.key().id()));
  }

  /** A copy may differ from its source profile if the organisation wrote details of its own. */
  private boolean isStale(UserRecord user) {
    if (Layout.isCurrent(item)) {
      return item.number(OrganisationGroupMemberRecord.PROFILE_REVISION).orElse(-1L)
          != user.user().revision();
    }
    return !UserRecord.profile(user.user().email(), item).equals(user.user().profile());
  }

  private void invitation(Function<Key, Optional<Item>> others) {
    Optional<Item> side =
        others.apply(
            UserOrganisationRecord.key(user().orElseThrow(), organisation().orElseThrow()));
    if (side.filter(UserOrganisationRecord::isInvitation).isEmpty()) {
      add(Violation.Code.USER_SIDE_MISSING, "no invitation on the user's side");
    } else {
      sameMembership(side.get());
      sameTime(side.get(), "invitedAt");
      if (!side.get()
          .number(UserOrganisationRecord.EXPIRES_AT)
          .equals(item.number(UserOrganisationRecord.EXPIRES_AT))) {
        add(Violation.Code.SIDES_DIFFER, "different expiry on the user's side");
      }
    }
  }

  private void userSide(Function<Key, Optional<Item>> others) {
    EmailAddress user = user().orElseThrow();
    OrganisationId organisation = organisation().orElseThrow();
    Optional<Item> member = others.apply(OrganisationGroupMemberRecord.key(organisation, user));
    boolean invitation = UserOrganisationRecord.isInvitation(item);
    Optional<Item> side =
        invitation && Layout.isCurrent(item)
            ? others.apply(OrganisationInvitationRecord.key(organisation, user))
            : member;
    if (side.isEmpty()) {
      String what = invitation ? "invitation" : "membership";
      add(Violation.Code.ORGANISATION_SIDE_MISSING, "no " + what + " on the organisation's side");
    }
    others.apply(OrganisationRecord.key(organisation)).ifPresent(this::name);
  }

  private void name(Item source) {
    boolean same = item.text("organisationName").equals(source.text("organisationName"));
    boolean ofSource =
        !Layout.isCurrent(item)
            || item.number(UserOrganisationRecord.ORGANISATION_REVISION)
                .flatMap(copied -> source.number(Revisions.ATTRIBUTE).map(now -> now - copied))
                .filter(later -> isEarlier(source, later))
                .isPresent();
    if (!mayLag(source) && (!same || !ofSource)) {
      add(Violation.Code.STALE_NAME, "differs from the name of " + source.key().id());
    }
  }

  /**
   * Returns whether a copy has a revision of the source, the present one or an earlier one: a
   * suspension increments the revision, and leaves the name.
   *
   * @param later by how much the revision of the source is greater
   */
  private static boolean isEarlier(Item source, long later) {
    long counted = Revisions.counted(source.number(Revisions.ATTRIBUTE).orElse(0L));
    return later >= 0 && later <= counted;
  }

  private void sameMembership(Item side) {
    if (!UserOrganisationRecord.membership(side).equals(UserOrganisationRecord.membership(item))) {
      add(Violation.Code.SIDES_DIFFER, "different membershipId on the user's side");
    }
  }

  private void sameTime(Item side, String attribute) {
    if (!side.instant(attribute).equals(item.instant(attribute))) {
      add(Violation.Code.SIDES_DIFFER, "different " + attribute + " on the user's side");
    }
  }

  private void add(Violation.Code code, String detail) {
    found.add(new Violation(code, key.id(), key.rng(), detail));
  }
}
