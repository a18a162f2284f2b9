package dev.orgtable.internal;

import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Sides;

/**
 * The members and invitations of an organisation, counted by its records. Every record counts until
 * it is deleted: also of a suspended member, of a user whose deletion is in progress, and of an
 * expired invitation.
 *
 * @param members the number of members
 * @param invitations the number of invitations
 */
public record SideCount(long members, long invitations) {

  /** Counts the records by two queries. */
  public static SideCount read(Reads reads, OrganisationId organisation) {
    return new SideCount(
        count(reads, organisation, Keys.MEMBERS, OrganisationGroupMemberRecord.TYP),
        invitations(reads, organisation));
  }

  /** Counts the invitations by a query. */
  public static long invitations(Reads reads, OrganisationId organisation) {
    return count(reads, organisation, Keys.INVITATIONS, OrganisationInvitationRecord.TYP);
  }

  private static long count(Reads reads, OrganisationId organisation, String prefix, String type) {
    long count = 0;
    for (ItemPage page :
        reads.pages(QuerySpec.of(OrganisationRecord.key(organisation).id(), prefix))) {
      count += page.items().stream().filter(item -> counts(item, type)).count();
    }
    return count;
  }

  /** Returns whether an item is a member, under a valid key. */
  public static boolean isMember(Item item) {
    return counts(item, OrganisationGroupMemberRecord.TYP);
  }

  private static boolean counts(Item item, String type) {
    return Layout.is(item, type) && MembershipKeys.of(item.key()).isPresent();
  }

  /** Returns whether an organisation's record has other numbers than these, or none. */
  public boolean differsFrom(OrganisationRecord record) {
    return record.sides().seats() != members + invitations
        || record.sides().invitations() != invitations;
  }

  /** Returns the transaction that stores these numbers on the organisation's record as read. */
  public Transaction stored(OrganisationRecord record) {
    return record.counted(members, invitations);
  }

  /** Returns the stored numbers and these, for people. */
  public String described(OrganisationRecord record) {
    Sides stored = record.sides();
    return "stored "
        + (stored.areVerifiable()
            ? described(stored.seats() - stored.invitations(), stored.invitations())
            : "nothing")
        + ", actual "
        + described(members, invitations);
  }

  private static String described(long members, long invitations) {
    return "members " + members + ", invitations " + invitations;
  }
}
