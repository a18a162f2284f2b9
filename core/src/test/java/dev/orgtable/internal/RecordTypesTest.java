package dev.orgtable.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The registry of record types: the types of each partition, and their order. */
final class RecordTypesTest {

  /** What is accepted while the organisation is deleted becomes a member, and must be met again. */
  @Test
  void invitations_go_before_the_members_that_they_become() {
    assertThat(RecordTypes.ofParts(Keys.organisation(OrganisationId.of("acme"))))
        .containsSubsequence(OrganisationInvitationRecord.TYPE, OrganisationGroupMemberRecord.TYPE)
        .contains(OrganisationServiceRecord.TYPE)
        .doesNotContain(OrganisationRecord.TYPE, UserOrganisationRecord.TYPE);
  }

  @Test
  void records_in_the_partition_of_a_user_are_deleted_with_the_user() {
    assertThat(RecordTypes.ofParts(Keys.user(EmailAddress.of("ann@example.com"))))
        .contains(UserOrganisationRecord.TYPE)
        .doesNotContain(UserRecord.TYPE, OrganisationGroupMemberRecord.TYPE);
  }

  @Test
  void every_type_in_the_partition_of_a_source_is_a_part_or_the_source() {
    assertThat(RecordTypes.ALL)
        .filteredOn(
            type ->
                type.partitions().equals(Keys.ORGANISATIONS)
                    || type.partitions().equals(Keys.USERS))
        .allMatch(
            type ->
                Set.of(Keys.ORGANISATION, Keys.USER).contains(type.sort())
                    || RecordTypes.ofParts(Keys.organisation(OrganisationId.of("acme")))
                        .contains(type)
                    || RecordTypes.ofParts(Keys.user(EmailAddress.of("ann@example.com")))
                        .contains(type));
  }
}
