package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.MembershipStore;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A person's rights are evaluated per request, independently of the token's age. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangingRightsTest {

  private final TestServer server = TestServer.start();
  private final MembershipStore memberships = server.orgtable().memberships();
  private final AtomicInteger made = new AtomicInteger();

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void a_removed_member_sees_nothing_from_the_next_call_on() {
    EmailAddress member = user();
    OrganisationId organisation = organisation(user());
    memberships.addMember(member, organisation, Set.of());
    Http person = server.person(member);
    assertThat(person.get(path(organisation)).status()).isEqualTo(200);

    memberships.remove(member, organisation);

    assertThat(person.get(path(organisation)).text("code")).isEqualTo("organisation_not_found");
  }

  @Test
  void a_new_member_has_access_from_the_next_call() {
    EmailAddress member = user();
    OrganisationId organisation = organisation(user());
    Http person = server.person(member);
    assertThat(person.get(path(organisation)).status()).isEqualTo(404);

    memberships.addMember(member, organisation, Set.of());

    assertThat(person.get(path(organisation)).status()).isEqualTo(200);
    assertThat(rename(person, organisation).status()).isEqualTo(403);
  }

  @Test
  void a_former_owner_remains_a_plain_member() {
    EmailAddress owner = user();
    EmailAddress member = user();
    OrganisationId organisation = organisation(owner);
    memberships.addMember(member, organisation, Set.of());
    Http person = server.person(owner);
    assertThat(rename(person, organisation).status()).isEqualTo(200);

    Reply passed =
        person.post(
            path(organisation) + "/owners/transfer",
            "{'from':'%s','to':'%s'}".formatted(owner, member));

    assertThat(passed.status()).isEqualTo(204);
    assertThat(rename(person, organisation).text("code")).isEqualTo("forbidden");
    assertThat(person.get(path(organisation)).status()).isEqualTo(200);
    assertThat(rename(server.person(member), organisation).status()).isEqualTo(200);
  }

  @Test
  void a_member_removed_from_the_owners_loses_their_rights() {
    EmailAddress owner = user();
    OrganisationId organisation = organisation(owner);
    memberships.addMember(user(), organisation, Set.of(Group.OWNER));
    Http person = server.person(owner);

    memberships.removeFromGroups(owner, organisation, Set.of(Group.OWNER));

    assertThat(rename(person, organisation).status()).isEqualTo(403);
  }

  @Test
  void a_stored_answer_is_not_told_to_who_has_lost_the_right_to_it() {
    EmailAddress owner = user();
    OrganisationId organisation = organisation(owner);
    memberships.addMember(user(), organisation, Set.of(Group.OWNER));
    Http person = server.person(owner);
    Reply first = invite(person, organisation);
    assertThat(first.status()).isEqualTo(201);

    memberships.remove(owner, organisation);

    Reply again = invite(person, organisation);
    assertThat(again.text("code")).isEqualTo("organisation_not_found");
  }

  private static Reply invite(Http person, OrganisationId organisation) {
    return person.post(
        path(organisation) + "/invitations",
        "{'email':'new@example.com'}",
        "Idempotency-Key",
        "once");
  }

  @Test
  void a_deleted_organisation_is_gone_for_its_owner_too() {
    EmailAddress owner = user();
    OrganisationId organisation = organisation(owner);
    Http person = server.person(owner);

    assertThat(person.delete(path(organisation)).status()).isEqualTo(204);

    assertThat(person.get(path(organisation)).text("code")).isEqualTo("organisation_not_found");
    assertThat(person.get(path(organisation) + "/members").status()).isEqualTo(404);
    assertThat(rename(person, organisation).status()).isEqualTo(404);
  }

  @Test
  void the_token_of_a_former_address_is_the_token_of_somebody_else() {
    EmailAddress former = user();
    OrganisationId organisation = organisation(former);
    Http person = server.person(former);
    EmailAddress present = EmailAddress.of("moved-" + former);

    server.orgtable().users().changeAddress(former, present);

    assertThat(person.get(path(organisation)).status()).isEqualTo(404);
    assertThat(person.get("/v1/users/" + former).status()).isEqualTo(404);
    assertThat(person.get("/v1/users/" + present).status()).isEqualTo(404);
    assertThat(rename(server.person(present), organisation).status()).isEqualTo(200);
  }

  @Test
  void a_deleted_user_has_no_rights_left() {
    EmailAddress member = user();
    OrganisationId organisation = organisation(user());
    memberships.addMember(member, organisation, Set.of());
    Http person = server.person(member);

    server.orgtable().users().delete(member);

    assertThat(person.get(path(organisation)).status()).isEqualTo(404);
    assertThat(person.get("/v1/users/" + member).status()).isEqualTo(404);
  }

  @Test
  void a_member_may_leave() {
    EmailAddress member = user();
    OrganisationId organisation = organisation(user());
    memberships.addMember(member, organisation, Set.of());
    Http person = server.person(member);

    Reply left = person.delete(path(organisation) + "/members/" + member);

    assertThat(left.status()).isEqualTo(204);
    assertThat(person.get(path(organisation)).status()).isEqualTo(404);
  }

  @Test
  void a_member_who_was_suspended_since_the_page_was_loaded_cannot_leave() {
    EmailAddress member = user();
    OrganisationId organisation = organisation(user());
    memberships.addMember(member, organisation, Set.of());
    server.issuer().signIn().as(member);
    BrowserSession session = new BrowserSession(server.uri()).signIn();
    String leave = "/console/me/organisations/" + organisation + "/leave";
    assertThat(session.get(leave).statusCode()).isEqualTo(200);
    memberships.suspend(member, organisation);

    assertThat(session.post(leave, Map.of()).statusCode()).isEqualTo(404);

    assertThat(memberships.get(member, organisation).isActive()).isFalse();
  }

  @Test
  void the_last_owner_may_not_leave() {
    EmailAddress owner = user();
    OrganisationId organisation = organisation(owner);
    memberships.addMember(user(), organisation, Set.of());
    Http person = server.person(owner);

    Reply left = person.delete(path(organisation) + "/members/" + owner);
    Reply stepped = person.delete(path(organisation) + "/members/" + owner + "/groups/owner");

    assertThat(left.text("code")).isEqualTo("last_owner");
    assertThat(stepped.text("code")).isEqualTo("last_owner");
    assertThat(rename(person, organisation).status()).isEqualTo(200);
  }

  @Test
  void the_creator_of_an_organisation_owns_it() {
    EmailAddress owner = user();

    Reply created = server.person(owner).post("/v1/organisations", "{'name':'Own'}");

    OrganisationId organisation = OrganisationId.of(created.text("id"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(memberships.get(owner, organisation).groups()).containsExactly(Group.OWNER);
  }

  private EmailAddress user() {
    return server.user("user%d@example.com".formatted(made.incrementAndGet()));
  }

  private OrganisationId organisation(EmailAddress owner) {
    return server.organisation("organisation" + made.incrementAndGet(), owner);
  }

  private static String path(OrganisationId organisation) {
    return "/v1/organisations/" + organisation;
  }

  private static Reply rename(Http person, OrganisationId organisation) {
    return person.put(path(organisation), "{'name':'Other'}");
  }
}
