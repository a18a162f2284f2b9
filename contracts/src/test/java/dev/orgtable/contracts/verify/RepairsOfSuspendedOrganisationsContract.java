package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.orgtable.Check;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import dev.orgtable.testkit.Crowd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of repairs of suspended organisations: none lets a member in, and none keeps out a
 * member of an active organisation.
 */
@Tag("slow")
final class RepairsOfSuspendedOrganisationsContract extends TableContract {

  private static final String ORGANISATION = "organisation/acme";
  private static final String MEMBER = "organisationGroupMember/bob@example.com";
  private static final String COPY = "organisationSuspension";

  @BeforeEach
  void bob_is_a_member() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
  }

  private void repair() {
    Maintenance.of(orgtable()).repair().apply(step -> {});
  }

  private boolean isMember() {
    return orgtable().memberships().check(Check.member(BOB, ACME)).member();
  }

  private void unmark(String member) {
    Map<String, AttributeValue> item = new HashMap<>(item(ORGANISATION, member));
    item.remove(COPY);
    put(item);
  }

  @Test
  void a_member_without_the_mark_of_a_suspended_organisation_gets_it() {
    orgtable().organisations().suspend(ACME);
    unmark(MEMBER);
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.STALE_SUSPENSION);

    repair();

    assertThat(isMember()).isFalse();
    assertThat(violations()).isEmpty();
    orgtable().organisations().reactivate(ACME);
    assertThat(isMember()).isTrue();
  }

  @Test
  void a_member_with_the_mark_of_an_earlier_suspension_is_active_again() {
    orgtable().organisations().suspend(ACME);
    orgtable().organisations().reactivate(ACME);
    set(ORGANISATION, MEMBER, COPY, AttributeValue.fromN("1"));
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.STALE_SUSPENSION);

    repair();

    assertThat(isMember()).isTrue();
  }

  @Test
  void an_organisation_whose_number_is_none_stays_suspended() {
    orgtable().organisations().suspend(ACME);
    set(ORGANISATION, "organisation", "suspension", AttributeValue.fromS("odd"));

    repair();

    assertThat(orgtable().organisations().get(ACME).suspendedAt()).isPresent();
    assertThat(isMember()).isFalse();
    orgtable().organisations().reactivate(ACME);
    assertThat(isMember()).isTrue();
  }

  @Test
  void an_organisation_whose_number_is_lost_stays_suspended() {
    user(CAT);
    orgtable().invitations().invite(CAT, ACME, Set.of());
    orgtable().organisations().suspend(ACME);
    Map<String, AttributeValue> item = new HashMap<>(item(ORGANISATION, "organisation"));
    item.remove("suspension");
    put(item);
    assertThat(violations()).extracting(Violation::code).contains(Code.ODD_VALUE);
    assertThatThrownBy(() -> orgtable().invitations().accept(CAT, ACME))
        .isInstanceOf(OrganisationSuspended.class);

    repair();

    assertThat(orgtable().organisations().get(ACME).suspendedAt()).isPresent();
    assertThat(isMember()).isFalse();
    orgtable().organisations().reactivate(ACME);
    assertThat(isMember()).isTrue();
  }

  @Test
  void no_step_of_an_upgrade_lets_in_a_member_under_a_misspelt_address() {
    orgtable().organisations().suspend(ACME);
    misspell(ORGANISATION, MEMBER, ORGANISATION, "organisationGroupMember/Bob@Example.com");
    misspell(
        "user/bob@example.com",
        "userOrganisation/acme",
        "user/Bob@Example.com",
        "userOrganisation/acme");
    List<Boolean> answers = new ArrayList<>();

    Maintenance.of(orgtable()).upgrade().apply(step -> answers.add(isMember()));

    assertThat(answers).hasSizeGreaterThan(1).containsOnly(false);
    orgtable().organisations().reactivate(ACME);
    assertThat(isMember()).isTrue();
  }

  /** Moves a record to a key that only version 0 allowed. */
  private void misspell(String id, String rng, String oldId, String oldRng) {
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    delete(id, rng);
    item.remove(COPY);
    item.put("id", AttributeValue.fromS(oldId));
    item.put("rng", AttributeValue.fromS(oldRng));
    item.put("email", AttributeValue.fromS("Bob@Example.com"));
    item.put("v", AttributeValue.fromN("0"));
    put(item);
  }

  @Test
  void a_copy_of_the_tombstones_that_does_not_name_the_organisation_is_mended() {
    new Crowd(client(), tableName, ACME).join(120, Set.of(STAFF));
    orgtable().organisations().suspend(ACME);
    delete("endings/7", "endings");
    assertThat(violations())
        .extracting(Violation::code, Violation::id)
        .containsExactly(tuple(Code.ENDINGS_DIFFER, ORGANISATION));

    repair();

    assertThat(violations()).isEmpty();
    work();
    assertThat(itemsNaming("suspending")).isEmpty();
  }

  @Test
  void a_name_without_a_suspension_is_removed_from_the_tombstones() {
    new Crowd(client(), tableName, ACME).join(120, Set.of(STAFF));
    JobId job = orgtable().organisations().suspend(ACME).job().orElseThrow();
    Map<String, AttributeValue> copy = item("endings/7", "endings");
    work();
    put(copy);
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.ENDINGS_DIFFER);
    assertThat(copy.toString()).contains(job.value());

    repair();

    assertThat(itemsNaming("suspending")).isEmpty();
  }

  @Test
  void a_suspension_whose_job_is_lost_lets_nobody_in_and_ends_with_the_reactivation() {
    new Crowd(client(), tableName, ACME).join(120, Set.of(STAFF));
    JobId job = orgtable().organisations().suspend(ACME).job().orElseThrow();
    delete("job/" + job, "job");

    repair();
    repair();

    assertThat(isMember()).isFalse();
    assertThat(violations()).isEmpty();
    orgtable().organisations().reactivate(ACME);
    work();
    assertThat(isMember()).isTrue();
    assertThat(itemsNaming("suspending")).isEmpty();
  }
}
