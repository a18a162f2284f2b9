package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.Profile;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of writes next to records that a job still has to remove: they succeed and are not
 * lost. Ann owns the large organisation, Bob is a user.
 */
@Tag("slow")
final class WritesBesideDeletionsContract extends TableContract {

  /** So many invitations that neither they nor their groups can be removed in one transaction. */
  private static final int MANY = 99;

  /** The maximum number of tombstones in the item that every check reads. */
  private static final int MOST_AT_ONCE = 24;

  private static final Profile NEW = new Profile("New", "Name", "");

  @BeforeEach
  final void owners() {
    user(ANN);
    user(BOB);
  }

  private void largeOrganisation(Set<Group> offered) {
    organisation(ACME, ANN);
    service(ACME, BILLING);
    IntStream.range(0, MANY)
        .mapToObj(i -> EmailAddress.of("i" + i + "@example.com"))
        .forEach(invitee -> orgtable().invitations().invite(invitee, ACME, offered));
  }

  @Test
  void an_owner_of_an_organisation_that_is_being_removed_can_be_deleted() {
    largeOrganisation(Set.of());
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));
    orgtable().organisations().delete(ACME);

    orgtable().users().delete(BOB);

    assertThat(work()).isPositive();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_member_of_an_organisation_that_is_being_removed_can_change_address() {
    largeOrganisation(Set.of());
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    organisation(BETA, BOB);
    orgtable().organisations().delete(ACME);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(orgtable().memberships().get(CAT, BETA).isOwner()).isTrue();
    assertThat(work()).isPositive();
    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(itemsNaming(ACME)).allMatch(item -> item.containsKey("jobKind"));
  }

  @Test
  void an_address_whose_user_is_being_removed_is_invited_nowhere_until_that_is_done() {
    for (int i = 0; i < MANY; i++) {
      OrganisationId id = OrganisationId.of("o" + i);
      organisation(id, ANN);
      orgtable().invitations().invite(BOB, id, Set.of());
    }
    organisation(ACME, ANN);
    orgtable().users().delete(BOB);

    assertThatThrownBy(() -> orgtable().invitations().invite(BOB, ACME, Set.of(STAFF)))
        .isInstanceOf(InProgress.class);

    assertThat(work()).isPositive();
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    assertThat(orgtable().invitations().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void many_deletions_at_once_do_not_outgrow_the_record_that_every_check_reads() {
    organisation(ACME, ANN);
    List<ServiceId> services =
        IntStream.rangeClosed(0, MOST_AT_ONCE).mapToObj(i -> ServiceId.of("s" + i)).toList();
    services.forEach(id -> service(ACME, id));
    Set<Group> readers =
        services.stream().map(id -> Group.of(id, "readers")).collect(Collectors.toSet());
    IntStream.range(0, MANY)
        .mapToObj(i -> EmailAddress.of("i" + i + "@example.com"))
        .forEach(invitee -> orgtable().invitations().invite(invitee, ACME, readers));
    services
        .subList(0, MOST_AT_ONCE)
        .forEach(id -> assertThat(orgtable().services().delete(ACME, id)).isPresent());
    ServiceId last = services.get(MOST_AT_ONCE);

    assertThatThrownBy(() -> orgtable().services().delete(ACME, last))
        .isInstanceOf(Unavailable.class);

    assertThat(orgtable().services().get(ACME, last).id()).isEqualTo(last);
    assertThat(work()).isEqualTo(MOST_AT_ONCE);
    assertThat(orgtable().services().delete(ACME, last)).isPresent();
  }

  @Test
  void a_token_of_an_invitation_to_a_service_that_is_being_removed_gives_the_other_groups() {
    largeOrganisation(Set.of(READERS));
    String token =
        orgtable()
            .invitations()
            .issueToken(orgtable().invitations().invite(BOB, ACME, Set.of(STAFF, READERS)));
    orgtable().services().delete(ACME, BILLING);

    var member = orgtable().invitations().acceptByToken(token);

    assertThat(member.groups()).containsExactly(STAFF);
    assertThat(work()).isPositive();
    assertThat(orgtable().memberships().get(BOB, ACME)).isEqualTo(member);
  }

  @Test
  void a_service_keeps_its_name_until_it_is_removed_though_its_organisation_is_made_anew() {
    largeOrganisation(Set.of(READERS));
    JobId service = orgtable().services().delete(ACME, BILLING).orElseThrow();
    orgtable().organisations().delete(ACME);
    leave(service);
    assertThat(work()).isEqualTo(1);
    organisation(ACME, ANN);

    assertThatThrownBy(() -> service(ACME, BILLING)).isInstanceOf(InProgress.class);

    clock.advance(Duration.ofHours(1));
    assertThat(work()).isEqualTo(1);
    service(ACME, BILLING);
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(READERS));
    assertThat(orgtable().memberships().check(Check.inGroup(ANN, ACME, READERS)).allowed())
        .isTrue();
  }

  /** Adds Bob to many organisations. */
  private void busyUser() {
    for (int i = 0; i <= MANY; i++) {
      organisation(busy(i), ANN);
      orgtable().memberships().addMember(BOB, busy(i), Set.of());
    }
  }

  private static OrganisationId busy(int i) {
    return OrganisationId.of("o" + i);
  }

  @Test
  void a_user_in_a_move_can_neither_be_deleted_nor_join_until_it_is_done() {
    busyUser();
    organisation(ACME, ANN);
    orgtable().users().changeAddress(BOB, CAT);

    for (ThrowingCallable early :
        List.<ThrowingCallable>of(
            () -> orgtable().users().delete(CAT),
            () -> orgtable().users().changeAddress(CAT, DAN),
            () -> orgtable().memberships().addMember(CAT, ACME, Set.of()),
            () -> orgtable().organisations().create(BETA, "Beta", CAT))) {
      assertThatThrownBy(early).isInstanceOf(InProgress.class);
    }

    assertThat(work()).isPositive();
    assertThat(orgtable().memberships().addMember(CAT, ACME, Set.of()).user()).isEqualTo(CAT);
    assertThat(itemsNaming(DAN)).isEmpty();
    assertThat(itemsNaming(BETA)).isEmpty();
  }

  @Test
  void a_profile_that_is_still_being_written_comes_along_to_another_address() {
    busyUser();
    orgtable().users().put(User.of(BOB, NEW, CREATED));
    IntStream.rangeClosed(1, MANY).forEach(i -> orgtable().memberships().leave(BOB, busy(i)));

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(work()).isPositive();
    assertThat(orgtable().memberships().get(CAT, busy(0)).profile()).isEqualTo(NEW);
  }

  @Test
  void details_written_after_a_profile_stand_though_that_is_still_being_written() {
    busyUser();
    orgtable().users().put(User.of(BOB, NEW, CREATED));

    orgtable().memberships().updateDetails(BOB, busy(0), profile(DAN));

    assertThat(work()).isPositive();
    assertThat(orgtable().memberships().get(BOB, busy(0)).profile()).isEqualTo(profile(DAN));
    assertThat(orgtable().memberships().get(BOB, busy(1)).profile()).isEqualTo(NEW);
  }

  /** Leaves a job with the unexpired lease of a dead worker. */
  private void leave(JobId job) {
    long until = clock.instant().plus(Duration.ofMinutes(1)).toEpochMilli();
    client()
        .updateItem(
            request ->
                request
                    .tableName(tableName)
                    .key(
                        Map.of(
                            "id", AttributeValue.fromS("job/" + job),
                            "rng", AttributeValue.fromS("job")))
                    .updateExpression("SET leaseHolder = :dead, leaseUntil = :until")
                    .expressionAttributeValues(
                        Map.of(
                            ":dead", AttributeValue.fromS("dead"),
                            ":until", AttributeValue.fromN(Long.toString(until)))));
  }
}
