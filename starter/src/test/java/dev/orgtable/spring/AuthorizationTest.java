package dev.orgtable.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who is let in: members with a verified address, by the table's word alone. */
@SpringBootTest(
    classes = GuardedApplication.class,
    properties = {"orgtable.embedded.enabled=true", "orgtable.worker.enabled=false"})
@AutoConfigureMockMvc
final class AuthorizationTest {

  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String EVE = "eve@example.com";

  @Autowired private MockMvcTester mvc;
  @Autowired private Orgtable orgtable;
  @Autowired private OrgtableAuthorization rules;
  @Autowired private GuardedApplication.Requests requests;

  private String acme = "";

  @BeforeEach
  void an_organisation_with_an_owner_and_a_member_of_the_staff() {
    for (String email : Set.of(ANN, BOB, EVE)) {
      Profile profile = new Profile("Any", "", "");
      orgtable.users().put(User.of(EmailAddress.of(email), profile, Instant.now()));
    }
    OrganisationId id = orgtable.organisations().create("Acme", EmailAddress.of(ANN)).id();
    ServiceId billing = ServiceId.of("billing");
    orgtable.services().create(new Service(id, billing, "Billing", 0));
    Group readers = Group.of(billing, "readers");
    orgtable.memberships().addMember(EmailAddress.of(BOB), id, Set.of(Group.of("staff"), readers));
    acme = id.value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/member/{id}",
        "/staff/{id}",
        "/readers/{id}",
        "/methods/{id}/member",
        "/methods/{id}/staff",
        "/methods/{id}/readers",
        "/methods/query?organisation={id}"
      })
  void only_members_of_the_group_are_let_in(String path) {
    String page = path.replace("{id}", acme);

    assertThat(status(page, person(BOB))).isEqualTo(200);
    assertThat(status(page, person(EVE))).isEqualTo(403);
    assertThat(status(page, anonymous())).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/member/{id}",
        "/staff/{id}",
        "/readers/{id}",
        "/methods/{id}/member",
        "/methods/{id}/staff",
        "/methods/{id}/readers",
        "/methods/query?organisation={id}"
      })
  void nobody_is_let_in_to_a_suspended_organisation(String path) {
    String page = path.replace("{id}", acme);
    orgtable.organisations().suspend(OrganisationId.of(acme));

    assertThat(status(page, person(BOB))).isEqualTo(403);

    orgtable.organisations().reactivate(OrganisationId.of(acme));
    assertThat(status(page, person(BOB))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/staff/{id}", "/readers/{id}", "/methods/{id}/staff"})
  void a_member_of_another_group_is_denied(String path) {
    assertThat(status(path.replace("{id}", acme), person(ANN))).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/member/other", "/methods/other/staff", "/member/ /x", "/methods/query"})
  void an_invalid_organisation_id_has_no_members(String path) {
    assertThat(status(path.replace(' ', '\u200b'), person(BOB))).isIn(400, 403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/staff/{id}", "/methods/{id}/staff"})
  void an_address_that_is_not_verified_is_denied(String path) {
    String page = path.replace("{id}", acme);

    assertThat(status(page, claims(Map.of("email", BOB, "email_verified", "true")))).isEqualTo(200);
    assertThat(status(page, claims(Map.of("email", BOB, "email_verified", false)))).isEqualTo(403);
    assertThat(status(page, claims(Map.of("email", BOB)))).isEqualTo(403);
    assertThat(status(page, claims(Map.of("email_verified", true)))).isEqualTo(403);
    assertThat(status(page, claims(Map.of("email", "bob", "email_verified", true)))).isEqualTo(403);
  }

  @Test
  void the_address_of_a_sign_in_comes_from_one_source() {
    ClaimedAddress addresses = new ClaimedAddress();

    assertThat(addresses.of(signIn(Map.of("email", BOB, "email_verified", true), Map.of())))
        .contains(EmailAddress.of(BOB));
    assertThat(addresses.of(signIn(Map.of("email_verified", true), Map.of("email", BOB))))
        .isEmpty();
    assertThat(addresses.of(signIn(Map.of(), Map.of("email", BOB, "email_verified", true))))
        .contains(EmailAddress.of(BOB));
    Map<String, Object> proven = Map.of("email", BOB, "email_verified", true);
    assertThat(addresses.of(signIn(proven, Map.of("email", EVE, "email_verified", true))))
        .contains(EmailAddress.of(BOB));
    assertThat(addresses.of(signIn(proven, Map.of("name", "Bob")))).contains(EmailAddress.of(BOB));
    assertThat(addresses.of(new TestingAuthenticationToken(BOB, "password", "ROLE_USER")))
        .isEmpty();
  }

  @Test
  void an_unauthenticated_caller_has_no_address() {
    var pending = signIn(Map.of("email", BOB, "email_verified", true), Map.of());
    pending.setAuthenticated(false);

    assertThat(new ClaimedAddress().of(pending)).isEmpty();
  }

  private static TestingAuthenticationToken signIn(
      Map<String, Object> token, Map<String, Object> told) {
    OidcIdToken idToken =
        OidcIdToken.withTokenValue("token").subject("1").claims(all -> all.putAll(token)).build();
    var user =
        told.isEmpty()
            ? new DefaultOidcUser(Set.of(), idToken)
            : new DefaultOidcUser(
                Set.of(),
                idToken,
                new org.springframework.security.oauth2.core.oidc.OidcUserInfo(told));
    TestingAuthenticationToken signIn = new TestingAuthenticationToken(user, "", "ROLE_USER");
    signIn.setAuthenticated(true);
    return signIn;
  }

  @Test
  void a_change_is_seen_by_the_next_request() {
    assertThat(status("/staff/" + acme, person(BOB))).isEqualTo(200);

    orgtable
        .memberships()
        .removeFromGroups(EmailAddress.of(BOB), OrganisationId.of(acme), Set.of(Group.of("staff")));
    assertThat(status("/staff/" + acme, person(BOB))).isEqualTo(403);
    assertThat(status("/member/" + acme, person(BOB))).isEqualTo(200);

    orgtable.memberships().remove(EmailAddress.of(BOB), OrganisationId.of(acme));
    assertThat(status("/member/" + acme, person(BOB))).isEqualTo(403);
  }

  @Test
  void a_deleted_organisation_has_no_members() {
    orgtable.organisations().delete(OrganisationId.of(acme));

    assertThat(status("/member/" + acme, person(ANN))).isEqualTo(403);
    assertThat(status("/methods/" + acme + "/member", person(ANN))).isEqualTo(403);
  }

  @Test
  void five_rules_of_one_request_take_one_read() {
    requests.all().clear();

    assertThat(status("/staff/" + acme + "/many", person(BOB))).isEqualTo(200);

    assertThat(requests.all()).containsExactly("BatchGetItem");
  }

  @Test
  void each_request_reads_again() {
    requests.all().clear();

    status("/staff/" + acme + "/many", person(BOB));
    status("/staff/" + acme + "/many", person(BOB));

    assertThat(requests.all()).hasSize(2);
  }

  @Test
  void another_caller_in_the_same_request_is_another_member() {
    RequestContextHolder.setRequestAttributes(
        new ServletRequestAttributes(new MockHttpServletRequest()));
    try {
      assertThat(as(BOB)).isTrue();
      assertThat(as(ANN)).isFalse();
      assertThat(as(BOB)).isTrue();
    } finally {
      RequestContextHolder.resetRequestAttributes();
    }
  }

  @Test
  void outside_of_a_request_each_rule_reads() {
    RequestContextHolder.resetRequestAttributes();
    requests.all().clear();

    assertThat(as(BOB)).isTrue();
    assertThat(as(BOB)).isTrue();

    assertThat(requests.all()).hasSize(2);
  }

  @Test
  void after_its_request_a_thread_reads() {
    ServletRequestAttributes over = new ServletRequestAttributes(new MockHttpServletRequest());
    over.requestCompleted();
    RequestContextHolder.setRequestAttributes(over);
    try {
      assertThat(as(BOB)).isTrue();
    } finally {
      RequestContextHolder.resetRequestAttributes();
    }
  }

  private boolean as(String email) {
    SecurityContextHolder.getContext()
        .setAuthentication(signIn(Map.of("email", email, "email_verified", true), Map.of()));
    try {
      return rules.inGroup(acme, "staff");
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  @Test
  void without_an_authentication_nobody_is_a_member() {
    assertThat(rules.isMember(acme)).isFalse();
    assertThat(rules.inGroup(acme, "staff")).isFalse();
  }

  @Test
  void nobody_is_a_member_of_no_organisation() {
    SecurityContextHolder.getContext()
        .setAuthentication(signIn(Map.of("email", BOB, "email_verified", true), Map.of()));

    assertThat(rules.isMember((String) null)).isFalse();
    assertThat(rules.isMember((OrganisationId) null)).isFalse();
    assertThat(rules.inGroup((OrganisationId) null, "staff")).isFalse();
    assertThat(rules.inGroup((OrganisationId) null, "billing", "readers")).isFalse();
    SecurityContextHolder.clearContext();
  }

  @Test
  void a_group_that_cannot_be_is_refused_when_the_rule_is_made() {
    assertThatThrownBy(() -> rules.forGroup("organisation", "")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_pattern_without_the_variable_lets_nobody_in() {
    assertThat(mvc.get().uri("/misspelt/" + acme).with(person(BOB)))
        .failure()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("{organisation}");
  }

  private int status(String path, RequestPostProcessor caller) {
    return mvc.get().uri(path).with(caller).exchange().getResponse().getStatus();
  }

  private static RequestPostProcessor person(String email) {
    return claims(Map.of("email", email, "email_verified", true));
  }

  private static RequestPostProcessor claims(Map<String, Object> claims) {
    return jwt().jwt(token -> token.claims(all -> all.putAll(claims)));
  }
}
