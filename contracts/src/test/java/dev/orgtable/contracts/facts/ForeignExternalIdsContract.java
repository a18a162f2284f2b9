package dev.orgtable.contracts.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.testkit.Crowd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of removals and moves in a damaged table, where the record of the external id leads
 * to another user, organisation or member: it is left, and does not block them.
 */
final class ForeignExternalIdsContract extends TableContract {

  private static final ExternalId X = ExternalId.of("crm-1");
  private static final ExternalId Y = ExternalId.of("crm-2");

  @BeforeEach
  void the_records_of_the_ids_lead_to_cat_and_beta() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    orgtable().facts().change(BOB, present -> present.withExternalId(X));
    orgtable().facts().change(ACME, present -> present.withExternalId(X));
    lead("userExternalId/crm-1", "userExternalId", "email", CAT.value());
    lead("organisationExternalId/crm-1", "organisationExternalId", "organisationId", "beta");
    giveForeignId(BOB, ACME);
  }

  private void giveForeignId(EmailAddress member, OrganisationId organisation) {
    orgtable().facts().change(member, organisation, present -> present.withExternalId(X));
    leadMember(organisation, CAT);
  }

  private void leadMember(OrganisationId organisation, EmailAddress to) {
    lead("memberExternalId/" + organisation + "/crm-1", "memberExternalId", "email", to.value());
  }

  private void lead(String id, String rng, String attribute, String value) {
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    item.put(attribute, AttributeValue.fromS(value));
    put(item);
  }

  @Override
  protected List<Violation> expectedViolations() {
    return violations();
  }

  private void assertThatBobIsNoMember() {
    assertThat(item("organisation/acme", "organisationGroupMember/" + BOB)).isEmpty();
    assertThat(item("user/" + BOB, "userOrganisation/acme")).isEmpty();
  }

  private void assertThatUsersIdIsLeft() {
    assertThat(orgtable().facts().findAddress(X)).contains(CAT);
  }

  private void assertThatMembersIdIsLeft(OrganisationId organisation) {
    assertThat(
            attribute("memberExternalId/" + organisation + "/crm-1", "memberExternalId", "email"))
        .contains(AttributeValue.fromS(CAT.value()));
  }

  private void assertThatOrganisationsIdIsLeft() {
    assertThat(orgtable().facts().findOrganisationId(X)).contains(BETA);
  }

  @Test
  void a_member_is_removed() {
    orgtable().memberships().remove(BOB, ACME);

    assertThatBobIsNoMember();
    assertThatMembersIdIsLeft(ACME);
  }

  @Test
  void a_member_leaves() {
    orgtable().memberships().leave(BOB, ACME);

    assertThatBobIsNoMember();
    assertThatMembersIdIsLeft(ACME);
  }

  @Test
  void a_user_is_deleted() {
    orgtable().users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
    assertThatUsersIdIsLeft();
    assertThatMembersIdIsLeft(ACME);
  }

  @Test
  void a_user_is_offboarded() {
    Maintenance.of(orgtable()).offboarding().apply(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
    assertThatUsersIdIsLeft();
  }

  @Test
  void a_user_is_deleted_by_a_job() {
    OrganisationId first = busyBob();

    orgtable().users().delete(BOB);
    work();

    assertThat(itemsNaming("user/" + BOB)).isEmpty();
    assertThat(itemsNaming("organisationGroupMember/" + BOB)).isEmpty();
    assertThatUsersIdIsLeft();
    assertThatMembersIdIsLeft(ACME);
    assertThatMembersIdIsLeft(first);
  }

  @Test
  void an_organisation_is_deleted() {
    orgtable().organisations().delete(ACME);

    assertThat(itemsNaming("organisation/acme")).isEmpty();
    assertThatOrganisationsIdIsLeft();
    assertThatMembersIdIsLeft(ACME);
  }

  @Test
  void an_organisation_is_deleted_by_a_job() {
    new Crowd(client(), tableName, ACME).join(101, Set.of(STAFF));

    orgtable().organisations().delete(ACME);
    work();

    assertThat(itemsNaming("organisation/acme")).isEmpty();
    assertThatOrganisationsIdIsLeft();
    assertThatMembersIdIsLeft(ACME);
  }

  @Test
  void a_user_moves() {
    orgtable().users().changeAddress(BOB, DAN);

    assertThat(orgtable().facts().get(DAN).externalId()).isEqualTo(X);
    assertThat(orgtable().facts().get(DAN, ACME).externalId()).isEqualTo(X);
    assertThatUsersIdIsLeft();
    assertThatMembersIdIsLeft(ACME);
  }

  @Test
  void a_user_moves_by_a_job() {
    OrganisationId first = busyBob();

    orgtable().users().changeAddress(BOB, DAN);
    work();

    assertThat(orgtable().facts().get(DAN).externalId()).isEqualTo(X);
    assertThat(orgtable().facts().get(DAN, first).externalId()).isEqualTo(X);
    assertThatUsersIdIsLeft();
    assertThatMembersIdIsLeft(first);
  }

  private OrganisationId busyBob() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    OrganisationId first = BusyUser.organisation(0);
    giveForeignId(BOB, first);
    return first;
  }

  @Test
  void an_id_is_removed() {
    orgtable().facts().change(BOB, Facts::withoutExternalId);
    orgtable().facts().change(ACME, Facts::withoutExternalId);
    orgtable().facts().change(BOB, ACME, Facts::withoutExternalId);

    assertThat(orgtable().facts().get(BOB)).isEqualTo(Facts.NONE);
    assertThatUsersIdIsLeft();
    assertThatOrganisationsIdIsLeft();
    assertThatMembersIdIsLeft(ACME);
  }

  @Test
  void an_id_is_replaced() {
    orgtable().facts().change(BOB, present -> present.withExternalId(Y));

    assertThat(orgtable().facts().findAddress(Y)).contains(BOB);
    assertThatUsersIdIsLeft();
  }

  @Test
  void a_record_that_leads_to_the_member_again_before_the_second_request_is_deleted() {
    on(InterleavingClient.beforeWrite(2, client(), () -> leadMember(ACME, BOB)))
        .memberships()
        .remove(BOB, ACME);

    assertThatBobIsNoMember();
    assertThat(item("memberExternalId/acme/crm-1", "memberExternalId")).isEmpty();
  }
}
