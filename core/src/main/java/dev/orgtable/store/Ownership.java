package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.UserId;
import dev.orgtable.store.Refusal.Changed;
import java.util.Optional;
import java.util.Set;

/**
 * The changes that may take an owner away: written as for a member who is none, and again where one
 * was found.
 */
final class Ownership {

  private final Table table;
  private final OrganisationId organisation;

  Ownership(Table table, OrganisationId organisation) {
    this.table = table;
    this.organisation = organisation;
  }

  /** Removes a member on both sides. */
  void remove(UserId user) {
    Condition present = Condition.present();
    try {
      table.commit(removal(user, present.lacks(Groups.ATTRIBUTE, Groups.OWNER)));
    } catch (Changed e) {
      if (e.found().filter(Ownership::isOwner).isEmpty()) {
        throw e;
      }
      Transaction removal = removal(user, present.contains(Groups.ATTRIBUTE, Groups.OWNER));
      OrganisationRecord.loseOwner(removal, organisation, user);
      table.commit(removal);
    }
  }

  private Transaction removal(UserId user, Condition condition) {
    Refusal notFound = notFound(user);
    return new Transaction()
        .delete(key(user), condition, notFound)
        .delete(
            UserOrganisationRecord.key(user, organisation),
            Condition.present().isString(UserOrganisationRecord.ACCEPTED_AT),
            notFound);
  }

  /**
   * Passes ownership on. Who receives it may be an owner already: then the organisation has one
   * owner less.
   */
  void transfer(UserId from, UserId to) {
    Condition room =
        Condition.present()
            .lacks(Groups.ATTRIBUTE, Groups.OWNER)
            .atMost(Groups.ATTRIBUTE, Group.MOST_PER_MEMBER - 1);
    Transaction transfer =
        giveUp(from)
            .update(
                key(to),
                new Change().add(Groups.ATTRIBUTE, Set.of(Groups.OWNER)),
                room,
                Refusal.of(
                    () -> new MemberNotFound(to, organisation),
                    found ->
                        isOwner(found)
                            ? new Changed(Optional.of(found))
                            : new TooManyGroups(to, organisation)));
    UserRecord.gainOwnership(transfer, to, () -> new MemberNotFound(to, organisation));
    try {
      table.commit(transfer);
    } catch (Changed e) {
      Transaction toAnOwner =
          giveUp(from)
              .require(
                  key(to),
                  Condition.present().contains(Groups.ATTRIBUTE, Groups.OWNER),
                  notFound(to));
      OrganisationRecord.loseOwner(toAnOwner, organisation, from);
      table.commit(toAnOwner);
    }
  }

  private Transaction giveUp(UserId from) {
    return new Transaction()
        .update(
            key(from),
            new Change().delete(Groups.ATTRIBUTE, Set.of(Groups.OWNER)),
            Condition.present().contains(Groups.ATTRIBUTE, Groups.OWNER),
            Refusal.of(
                () -> new MemberNotFound(from, organisation),
                found -> new NotOwner(from, organisation)));
  }

  private Refusal notFound(UserId user) {
    return Refusal.missing(() -> new MemberNotFound(user, organisation));
  }

  private Key key(UserId user) {
    return OrganisationGroupMemberRecord.key(organisation, user);
  }

  private static boolean isOwner(Item member) {
    return member.strings(Groups.ATTRIBUTE).contains(Groups.OWNER);
  }
}
