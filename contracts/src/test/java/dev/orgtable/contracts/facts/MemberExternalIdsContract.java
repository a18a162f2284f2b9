package dev.orgtable.contracts.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Mention;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of external ids of memberships, unique in their organisation. */
final class MemberExternalIdsContract extends TableContract {

  private static final ExternalId X = ExternalId.of("seat-1");
  private static final ExternalId Y = ExternalId.of("a/b");
  private static final int ROUNDS = 10;

  private boolean repaired;

  @Override
  protected boolean logsTell() {
    return !repaired;
  }

  @BeforeEach
  void bob_and_cat_are_members_of_acme() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    orgtable().memberships().addMember(CAT, ACME, Set.of(STAFF));
  }

  private static Outcome<Facts> set(Orgtable to, EmailAddress user, ExternalId id) {
    return set(to, user, ACME, id);
  }

  private static Outcome<Facts> set(
      Orgtable to, EmailAddress user, OrganisationId organisation, ExternalId id) {
    return to.facts().change(user, organisation, present -> present.withExternalId(id));
  }

  private Optional<EmailAddress> memberWith(ExternalId id) {
    return memberWith(ACME, id);
  }

  private Optional<EmailAddress> memberWith(OrganisationId organisation, ExternalId id) {
    Optional<EmailAddress> address = orgtable().facts().findMemberAddress(organisation, id);
    assertThat(orgtable().facts().findMember(organisation, id).map(Member::user))
        .isEqualTo(address);
    return address;
  }

  @Test
  void a_member_is_found_by_the_id_until_it_is_replaced_or_removed() {
    assertThat(memberWith(X)).isEmpty();
    set(orgtable(), BOB, X);
    assertThat(memberWith(X)).contains(BOB);
    set(orgtable(), BOB, Y);
    assertThat(memberWith(X)).isEmpty();
    assertThat(memberWith(Y)).contains(BOB);

    orgtable().facts().change(BOB, ACME, Facts::withoutExternalId);
    assertThat(itemsNaming("externalId")).isEmpty();
  }

  @Test
  void an_id_is_unique_in_its_organisation() {
    organisation(BETA, BOB);
    set(orgtable(), BOB, X);

    assertThatThrownBy(() -> set(orgtable(), CAT, X)).isInstanceOf(ExternalIdTaken.class);
    set(orgtable(), BOB, BETA, X);

    assertThat(memberWith(X)).contains(BOB);
    assertThat(memberWith(BETA, X)).contains(BOB);
  }

  @Test
  void of_many_at_once_one_gets_the_id() {
    List<EmailAddress> members = List.of(ANN, BOB, CAT);
    for (int i = 0; i < ROUNDS; i++) {
      ExternalId id = ExternalId.of("round-" + i);
      List<Supplier<Outcome<Facts>>> calls = new ArrayList<>();
      members.forEach(member -> calls.add(() -> set(orgtable(), member, id)));

      List<AtOnce.Outcome<Outcome<Facts>>> outcomes = AtOnce.call(calls);

      assertThat(AtOnce.answers(outcomes)).hasSize(1);
      assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(ExternalIdTaken.class);
      assertThat(memberWith(id)).isPresent();
    }
  }

  @Test
  void an_id_ends_with_the_membership() {
    orgtable().memberships().addToGroups(CAT, ACME, Set.of(Group.OWNER));
    set(orgtable(), BOB, X);
    set(orgtable(), CAT, Y);

    orgtable().memberships().remove(BOB, ACME);
    orgtable().memberships().leave(CAT, ACME);

    assertThat(itemsNaming("externalId")).isEmpty();
    assertThat(ownerCount(ACME)).isOne();
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    assertThat(orgtable().facts().get(BOB, ACME)).isEqualTo(Facts.NONE);
  }

  @Test
  void an_id_that_is_set_during_a_removal_ends_with_it() {
    meanwhile(() -> set(orgtable(), BOB, X)).memberships().remove(BOB, ACME);
    assertThat(itemsNaming(X)).isEmpty();

    meanwhile(() -> set(orgtable(), CAT, X)).users().delete(CAT);
    assertThat(itemsNaming(X)).isEmpty();

    meanwhile(() -> set(orgtable(), ANN, X)).organisations().delete(ACME);
    assertThat(itemsNaming(X)).isEmpty();
  }

  @Test
  void a_member_removed_before_the_write_gets_no_external_id() {
    Orgtable late = meanwhile(() -> orgtable().memberships().remove(BOB, ACME));

    assertThatThrownBy(() -> set(late, BOB, X)).isInstanceOf(MemberNotFound.class);
    assertThat(itemsNaming(X)).isEmpty();
  }

  @Test
  void a_deletion_of_the_user_or_the_organisation_ends_the_id() {
    set(orgtable(), BOB, X);
    set(orgtable(), CAT, Y);

    orgtable().users().delete(BOB);
    assertThat(itemsNaming(X)).isEmpty();
    orgtable().organisations().delete(ACME);
    assertThat(itemsNaming("externalId")).isEmpty();
  }

  @Test
  void a_deletion_by_a_job_hides_the_id_at_once() {
    new Crowd(client(), tableName, ACME).join(101, Set.of(STAFF));
    set(orgtable(), BOB, X);

    orgtable().organisations().delete(ACME);

    assertThat(memberWith(X)).isEmpty();
    work();
    assertThat(itemsNaming(X)).isEmpty();
  }

  @Test
  void a_deletion_of_the_user_by_a_job_hides_the_id_at_once() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    OrganisationId first = BusyUser.organisation(0);
    set(orgtable(), BOB, first, X);
    orgtable().memberships().addToGroups(BOB, first, Set.of(Group.OWNER));

    orgtable().users().delete(BOB);

    assertThat(memberWith(first, X)).isEmpty();
    work();
    assertThat(itemsNaming(X)).isEmpty();
  }

  @Test
  void an_id_moves_with_the_user() {
    set(orgtable(), BOB, X);

    orgtable().users().changeAddress(BOB, DAN);
    assertThat(memberWith(X)).contains(DAN);
    meanwhile(() -> set(orgtable(), DAN, Y)).users().changeAddress(DAN, BOB);

    assertThat(memberWith(X)).isEmpty();
    assertThat(memberWith(Y)).contains(BOB);
  }

  @Test
  void an_id_moves_by_a_job() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of());
    OrganisationId first = BusyUser.organisation(0);
    set(orgtable(), BOB, first, X);

    orgtable().users().changeAddress(BOB, DAN);

    assertThat(memberWith(first, X)).contains(BOB);
    assertThat(violations()).isEmpty();
    work();
    assertThat(memberWith(first, X)).contains(DAN);
  }

  @Test
  void a_user_who_moves_between_the_reads_is_found() {
    set(orgtable(), BOB, X);
    Orgtable reader =
        on(
            InterleavingClient.before(
                "batchGetItem", client(), () -> orgtable().users().changeAddress(BOB, DAN)));

    assertThat(reader.facts().findMember(ACME, X).map(Member::user)).contains(DAN);
  }

  @Test
  void the_verifier_finds_both_ends_and_the_repair_mends_them() {
    set(orgtable(), BOB, X);
    set(orgtable(), CAT, Y);
    delete("memberExternalId/acme/seat-1");
    Map<String, AttributeValue> cat =
        new HashMap<>(item("organisation/acme", "organisationGroupMember/" + CAT));
    cat.remove("externalId");
    put(cat);

    assertThat(violations())
        .extracting(Violation::code, Violation::id)
        .containsExactlyInAnyOrder(
            tuple(Violation.Code.EXTERNAL_ID, "organisation/acme"),
            tuple(Violation.Code.EXTERNAL_ID, "memberExternalId/acme/a/b"));
    Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(violations()).isEmpty();
    assertThat(memberWith(X)).contains(BOB);
    assertThat(memberWith(Y)).isEmpty();
  }

  @Test
  void a_member_without_its_other_side_is_removed_with_the_id() {
    set(orgtable(), BOB, X);
    delete("user/" + BOB, "userOrganisation/acme");

    assertThatRepairOfMembershipReleases();
  }

  @Test
  void a_member_who_becomes_an_invitee_again_loses_the_id() {
    set(orgtable(), BOB, X);
    set("user/" + BOB, "userOrganisation/acme", "acceptedAt", AttributeValue.fromNul(true));

    assertThatRepairOfMembershipReleases();
  }

  private void assertThatRepairOfMembershipReleases() {
    repaired = true;
    List<Violation.Code> mended = new ArrayList<>();

    Maintenance.of(orgtable()).repair().apply(step -> mended.add(step.code()));

    assertThat(mended).isNotEmpty().doesNotContain(Violation.Code.EXTERNAL_ID);
    assertThat(violations()).isEmpty();
    assertThat(itemsNaming(X)).isEmpty();
  }

  private void delete(String id) {
    delete(id, "memberExternalId");
  }

  @Test
  void offboarding_leaves_no_record_that_leads_to_the_member() {
    set(orgtable(), BOB, X);
    var offboarding = Maintenance.of(orgtable()).offboarding();
    List<Mention> mentions = new ArrayList<>();
    offboarding.mentions(BOB, mentions::add);
    mentions.removeIf(Mention::isKept);

    assertThat(mentions).allMatch(offboarding.plan(BOB)::covers);
    offboarding.apply(BOB);
    mentions.clear();
    offboarding.mentions(BOB, mentions::add);
    mentions.removeIf(Mention::isKept);
    assertThat(mentions).isEmpty();
  }

  @Test
  void costs_of_an_external_id() {
    resetCost();
    set(orgtable(), BOB, X);
    assertThat(cost()).isEqualTo(new Cost(2, 2, 6));

    resetCost();
    orgtable().facts().findMemberAddress(ACME, X);
    assertThat(cost()).isEqualTo(new Cost(1, 2, 0));

    resetCost();
    orgtable().facts().findMember(ACME, X);
    assertThat(cost()).isEqualTo(new Cost(2, 3, 0));

    resetCost();
    orgtable().memberships().remove(BOB, ACME);
    assertThat(cost()).isEqualTo(new Cost(2, 1, 10));
  }
}
