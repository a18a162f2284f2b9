package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.Profile;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes the organisation's copy of a member's profile. */
public final class MemberProfile {

  private MemberProfile() {}

  /**
   * Returns the change of the copy. It has the user's current revision, so that a job which still
   * copies an earlier profile does not overwrite it.
   */
  public static Decision<Done> change(
      Reads reads, EmailAddress user, OrganisationId organisation, Profile profile) {
    Key key = OrganisationGroupMemberRecord.key(organisation, user);
    Key source = UserRecord.key(user);
    Map<Key, Item> found = reads.getAll(List.of(source, key), Consistency.STRONG);
    Optional<Item> member = Optional.ofNullable(found.get(key));
    Profile present =
        member
            .flatMap(OrganisationGroupMemberRecord::member)
            .map(Member::profile)
            .orElseThrow(() -> new MemberNotFound(user, organisation));
    Change change = UserRecord.profile(new Change(), profile);
    Condition condition =
        UserIdRecord.same(
            UserRecord.sameProfile(Conditions.live(), member.orElseThrow()), member.get());
    Optional<Long> written =
        Optional.ofNullable(found.get(source))
            .flatMap(UserRecord::from)
            .map(record -> record.user().revision());
    if (written.isPresent()) {
      String revision = OrganisationGroupMemberRecord.PROFILE_REVISION;
      change = change.set(revision, written.get());
      condition = condition.absentOrBelow(revision, written.get() + 1);
    }
    Transaction update =
        new Transaction()
            .update(
                key,
                change,
                condition,
                Refusals.missing(() -> new MemberNotFound(user, organisation)))
            .repeatable();
    Details who = Details.of(UserIdRecord.of(member.orElseThrow(), user), user);
    Details details = Draft.changing(who, present, profile);
    return Decision.commit(
        present.equals(profile)
            ? update.silent()
            : update.emit(Draft.of(organisation, EventType.MEMBER_CHANGED, details)));
  }
}
