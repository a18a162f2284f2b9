package dev.orgtable.contracts.job;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.JobNotFound;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of reads during changes whose copies do not fit one transaction: before and after
 * the worker has run, which it does only on request here.
 */
@Tag("slow")
final class JobsSeenByReadersContract extends TableContract {

  private static final int MANY = 120;
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final Profile NEW = new Profile("New", "Name", "");

  @BeforeEach
  final void owners() {
    user(ANN);
    user(BOB);
  }

  private void largeOrganisation() {
    organisation(ACME, ANN);
    service(ACME, BILLING);
    for (int from = 0; from < MANY; from += 20) {
      Map<EmailAddress, Set<Group>> members = new HashMap<>();
      IntStream.range(from, from + 20)
          .forEach(i -> members.put(user(member(i)).email(), Set.of(READERS)));
      orgtable().memberships().addMembers(ACME, members);
    }
    orgtable().invitations().invite(CAT, ACME, Set.of(READERS));
  }

  private static EmailAddress member(int i) {
    return EmailAddress.of("m" + i + "@example.com");
  }

  /** Adds Bob to many organisations, as an owner with Ann in the first three. */
  private void busyUser() {
    for (int i = 0; i < MANY; i++) {
      organisation(busy(i), ANN);
      Set<Group> groups = i < 3 ? Set.of(Group.OWNER, STAFF) : Set.of(STAFF);
      orgtable().memberships().addMember(BOB, busy(i), groups);
    }
  }

  private static OrganisationId busy(int i) {
    return OrganisationId.of("o" + i);
  }

  @Test
  void a_deleted_organisation_is_gone_for_every_reader_before_the_work_begins() {
    largeOrganisation();

    orgtable().organisations().delete(ACME);

    assertThat(orgtable().memberships().check(Check.member(ANN, ACME)).member()).isFalse();
    assertThat(
            orgtable()
                .memberships()
                .check(List.of(Check.member(member(3), ACME)), Consistency.EVENTUAL))
        .noneMatch(answer -> answer.member());
    assertThatThrownBy(() -> orgtable().memberships().get(ANN, ACME))
        .isInstanceOf(MemberNotFound.class);
    assertThatThrownBy(() -> orgtable().memberships().list(ACME, PageRequest.first(10)))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().get(ACME))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().details(ACME))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().services().get(ACME, BILLING))
        .isInstanceOf(ServiceNotFound.class);
    assertThatThrownBy(() -> orgtable().services().list(ACME, PageRequest.first(10)))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().get(CAT, ACME))
        .isInstanceOf(InvitationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().list(ACME, PageRequest.first(10)))
        .isInstanceOf(OrganisationNotFound.class);
    assertThat(orgtable().users().details(ANN).organisations()).isEmpty();
    assertThat(orgtable().users().organisations(member(3), PageRequest.first(10)).items())
        .isEmpty();
    assertThat(orgtable().users().memberships(member(3), PageRequest.first(10)).items()).isEmpty();
    assertThat(orgtable().claims().of(member(3)).organisations()).isEmpty();
    assertThat(orgtable().claims().of(member(3), ACME)).isEmpty();
    assertThat(orgtable().organisations().search("", PageRequest.first(10)).items()).isEmpty();
    work();
  }

  @Test
  void deletions_are_seen_by_checks_from_memory_before_the_work_begins() {
    largeOrganisation();
    busyUser();
    Orgtable ours = orgtable();
    Check reader = Check.inGroup(member(3), ACME, READERS);
    Check busy = Check.member(BOB, busy(7));
    assertThat(ours.memberships().check(List.of(reader, busy), KEPT))
        .allMatch(CheckResult::allowed);

    ours.services().delete(ACME, BILLING);
    CheckResult withoutService = ours.memberships().check(reader, KEPT);
    ours.organisations().delete(ACME);
    CheckResult withoutOrganisation = ours.memberships().check(reader, KEPT);
    IntStream.range(0, 3).forEach(i -> orgtable().organisations().delete(busy(i)));
    ours.users().delete(BOB);

    assertThat(withoutService).isEqualTo(new CheckResult(true, false, Set.of()));
    assertThat(withoutOrganisation.member()).isFalse();
    assertThat(ours.memberships().check(busy, KEPT).member()).isFalse();
    work();
  }

  @Test
  void a_deleted_organisation_takes_nothing_more_before_the_work_begins() {
    largeOrganisation();
    user(CAT);
    user(DAN);

    orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> orgtable().invitations().accept(CAT, ACME))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().invite(DAN, ACME, Set.of()))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(
            () -> orgtable().invitations().resend(CAT, ACME, java.time.Duration.ofDays(1)))
        .isInstanceOf(InvitationNotFound.class);
    assertThatThrownBy(() -> orgtable().memberships().addMember(DAN, ACME, Set.of()))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().services().create(ACME, "Another"))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().rename(ACME, "Another"))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().delete(ACME))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(
            () -> orgtable().memberships().addToGroups(member(1), ACME, Set.of(Group.OWNER)))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> organisation(ACME, ANN)).isInstanceOf(InProgress.class);
    work();
    assertThat(organisation(ACME, ANN).id()).isEqualTo(ACME);
  }

  @Test
  void nothing_names_a_deleted_organisation_when_the_work_is_done() {
    largeOrganisation();
    organisation(BETA, BOB);
    orgtable().memberships().addMember(member(5), BETA, Set.of(STAFF));

    JobId job = orgtable().by(ANN).organisations().delete(ACME).orElseThrow();
    assertThat(orgtable().jobs().get(job).estimate()).isEqualTo(MANY + 2);
    int ended = work();

    assertThat(ended).isEqualTo(1);
    assertThat(itemsNaming(ACME))
        .singleElement()
        .satisfies(
            item -> assertThat(item).containsEntry("id", AttributeValue.fromS("job/" + job)));
    Job done = orgtable().jobs().get(job);
    assertThat(done.kind()).isEqualTo(Job.Kind.DELETE_ORGANISATION);
    assertThat(done.state()).isEqualTo(Job.State.DONE);
    assertThat(done.done()).isEqualTo(MANY + 3).isEqualTo(done.estimate());
    assertThat(orgtable().jobs().get(job, ANN)).isEqualTo(done);
    assertThatThrownBy(() -> orgtable().jobs().get(job, BOB)).isInstanceOf(JobNotFound.class);
    assertThat(done.endedAt()).isPresent();
    assertThat(orgtable().memberships().get(member(5), BETA).groups()).containsExactly(STAFF);
    assertThat(orgtable().jobs().list(Job.State.OPEN, PageRequest.first(10)).items()).isEmpty();
    assertThat(orgtable().jobs().list(Job.State.DONE, PageRequest.first(10)).items())
        .containsExactly(done);
  }

  @Test
  void a_renamed_organisation_has_its_name_at_once_and_its_copies_when_the_work_is_done() {
    largeOrganisation();

    JobId job = orgtable().organisations().rename(ACME, "Renamed").job().orElseThrow();
    String before = organisationName(member(7));
    work();

    assertThat(before).isEqualTo("Organisation acme");
    assertThat(organisationName(member(7))).isEqualTo("Renamed");
    assertThat(itemsNaming("Organisation acme")).isEmpty();
    assertThat(orgtable().jobs().get(job).done()).isEqualTo(MANY + 2);
  }

  @Test
  void a_job_has_not_ended_before_it_began_though_the_clock_was_put_back() {
    largeOrganisation();
    JobId job = orgtable().organisations().rename(ACME, "Renamed").job().orElseThrow();

    clock.advance(Duration.ofDays(-1));
    work();

    Job done = orgtable().jobs().get(job);
    assertThat(done.endedAt()).contains(done.startedAt());
  }

  private String organisationName(EmailAddress user) {
    return orgtable().users().details(user).organisations().get(0).name();
  }

  @Test
  void of_two_names_the_newer_one_stays_whichever_job_ends_last() {
    largeOrganisation();
    orgtable().organisations().rename(ACME, "First");
    orgtable().organisations().rename(ACME, "Second");

    int ended = work();

    assertThat(ended).isEqualTo(2);
    assertThat(itemsNaming("First")).isEmpty();
    assertThat(organisationName(member(99))).isEqualTo("Second");
  }

  @Test
  void a_deleted_service_is_in_nobody_s_groups_before_the_work_begins() {
    largeOrganisation();
    ServiceId other = ServiceId.of("other");
    service(ACME, other);
    orgtable().memberships().addToGroups(member(1), ACME, Set.of(Group.of(other, "x")));

    orgtable().services().delete(ACME, BILLING);

    assertThat(orgtable().memberships().get(member(1), ACME).groups())
        .containsExactly(Group.of(other, "x"));
    assertThat(orgtable().memberships().check(Check.inGroup(member(2), ACME, READERS)).allowed())
        .isFalse();
    assertThat(orgtable().memberships().list(ACME, READERS, PageRequest.first(100)).items())
        .isEmpty();
    assertThat(orgtable().organisations().details(ACME).groups(BILLING)).isEmpty();
    assertThat(orgtable().invitations().get(CAT, ACME).groups()).isEmpty();
    assertThatThrownBy(() -> orgtable().services().get(ACME, BILLING))
        .isInstanceOf(ServiceNotFound.class);
    assertThatThrownBy(() -> orgtable().memberships().addToGroups(ANN, ACME, Set.of(READERS)))
        .isInstanceOf(ServiceNotFound.class);
    assertThatThrownBy(() -> service(ACME, BILLING)).isInstanceOf(InProgress.class);
    work();
    assertThat(orgtable().services().create(new Service(ACME, BILLING, "Again", 0)).name())
        .isEqualTo("Again");
    assertThat(orgtable().memberships().check(Check.inGroup(member(2), ACME, READERS)).allowed())
        .isFalse();
  }

  @Test
  void a_deleted_user_is_gone_for_every_reader_and_writer_before_the_work_begins() {
    busyUser();
    orgtable().invitations().invite(BOB, organisation(ACME, ANN).id(), Set.of());

    orgtable().users().delete(BOB);

    assertThat(orgtable().memberships().check(Check.member(BOB, busy(50))).member()).isFalse();
    assertThat(orgtable().memberships().list(busy(50), PageRequest.first(10)).items())
        .extracting("user")
        .containsExactly(ANN);
    assertThat(orgtable().organisations().details(busy(50)).members()).hasSize(1);
    assertThatThrownBy(() -> orgtable().users().details(BOB)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().users().memberships(BOB, PageRequest.first(10)))
        .isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().users().invitations(BOB, PageRequest.first(10)))
        .isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, ACME))
        .isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().memberships().addMember(BOB, BETA, Set.of()))
        .isInstanceOfAny(UserNotFound.class, OrganisationNotFound.class);
    assertThatThrownBy(
            () -> orgtable().memberships().addToGroups(BOB, busy(9), Set.of(Group.OWNER)))
        .isInstanceOf(MemberNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().invite(BOB, busy(9), Set.of()))
        .isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> user(BOB)).isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> orgtable().users().put(User.of(BOB, NEW, CREATED)))
        .isInstanceOf(InProgress.class);
    assertThat(ownerCount(busy(0))).isEqualTo(1);
    work();
    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(counted(user(BOB).revision())).isEqualTo(1);
  }

  @Test
  void a_profile_is_on_all_memberships_when_the_work_is_done() {
    busyUser();

    User updated = orgtable().users().update(orgtable().users().get(BOB).withProfile(NEW)).value();
    work();

    assertThat(orgtable().users().get(BOB)).isEqualTo(updated);
    for (int i = 0; i < MANY; i++) {
      assertThat(orgtable().memberships().get(BOB, busy(i)).profile()).isEqualTo(NEW);
    }
  }

  @Test
  void a_user_who_moves_is_in_each_organisation_under_one_address_at_every_moment() {
    busyUser();
    orgtable().invitations().invite(BOB, organisation(ACME, ANN).id(), Set.of(STAFF));

    User moved = orgtable().users().changeAddress(BOB, EVE).value();

    assertThat(orgtable().users().get(EVE)).isEqualTo(moved);
    assertThatThrownBy(() -> orgtable().users().get(BOB)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> user(BOB)).isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> organisation(BETA, EVE)).isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> orgtable().users().delete(EVE)).isInstanceOf(InProgress.class);
    assertThatThrownBy(() -> orgtable().users().changeAddress(EVE, DAN))
        .isInstanceOf(InProgress.class);
    for (int i = 0; i < MANY; i++) {
      assertThat(orgtable().memberships().check(Check.member(BOB, busy(i))).member())
          .isNotEqualTo(orgtable().memberships().check(Check.member(EVE, busy(i))).member());
    }
    orgtable().memberships().addToGroups(BOB, busy(9), Set.of(Group.of("meanwhile")));
    orgtable().users().update(moved.withProfile(NEW));
    work();
    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(orgtable().memberships().get(EVE, busy(0)).isOwner()).isTrue();
    assertThat(orgtable().memberships().get(EVE, busy(9)).groups())
        .containsExactlyInAnyOrder(STAFF, Group.of("meanwhile"));
    assertThat(orgtable().memberships().get(EVE, busy(9)).profile()).isEqualTo(NEW);
    assertThat(orgtable().invitations().accept(EVE, ACME).groups()).containsExactly(STAFF);
    assertThat(orgtable().users().delete(EVE)).isPresent();
    work();
  }

  @Test
  void an_invitation_of_the_new_address_gives_way_to_the_membership_that_comes() {
    busyUser();
    orgtable().users().changeAddress(BOB, EVE);
    orgtable().invitations().invite(EVE, busy(60), Set.of(READERS_OF_NOTHING));

    work();

    assertThat(orgtable().memberships().get(EVE, busy(60)).groups()).containsExactly(STAFF);
    assertThatThrownBy(() -> orgtable().invitations().get(EVE, busy(60)))
        .isInstanceOf(InvitationNotFound.class);
  }

  private static final Group READERS_OF_NOTHING = Group.of("readers");

  @Test
  void a_move_during_a_rename_has_the_new_name() {
    largeOrganisation();
    EmailAddress moved = EmailAddress.of("a-first@example.com");
    orgtable().organisations().rename(ACME, "Renamed");

    orgtable().users().changeAddress(member(50), moved);
    work();

    assertThat(organisationName(moved)).isEqualTo("Renamed");
  }

  @Test
  void an_organisation_that_is_deleted_while_it_is_renamed_is_gone() {
    largeOrganisation();
    orgtable().organisations().rename(ACME, "Renamed");
    orgtable().services().delete(ACME, BILLING);
    orgtable().organisations().delete(ACME);

    int ended = work();

    assertThat(ended).isEqualTo(3);
    assertThat(itemsNaming(ACME)).allMatch(item -> item.containsKey("jobKind"));
  }
}
