package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings.Subjects;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whom a sign-in to the console makes out of an account, and how long its session follows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountsOfSessionsTest {

  private static final String SIGN_IN = "/console/sign-in";
  private static final String ME = "/console/me";

  private final TestServer server = TestServer.start();
  private EmailAddress ann = EmailAddress.of("ann@example.com");

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeEach
  void createAnn() {
    ann = server.user("ann." + UUID.randomUUID() + "@example.com");
  }

  private static Account account(TestServer of, EmailAddress user) {
    return new Account(of.issuer().name(), Issuer.subject(user));
  }

  private void at(String subject, EmailAddress shown, boolean verified) {
    server.issuer().signIn().as(shown, verified);
    server.issuer().signIn().nameSubject(subject);
  }

  private BrowserSession signIn(String subject, EmailAddress shown) {
    at(subject, shown, true);
    return new BrowserSession(server.uri()).signIn();
  }

  /** Returns where a page ends for a session: at the page itself, or at the sign-in. */
  private String seen(BrowserSession session, String path) {
    return session.follow(server.uri().resolve(path)).uri().getPath();
  }

  private String text(BrowserSession session) {
    return session.follow(server.uri().resolve(ME)).body();
  }

  @Test
  void the_first_sign_in_binds_and_another_account_with_the_address_is_turned_away() {
    BrowserSession first = signIn(Issuer.subject(ann), ann);
    at("the next owner of " + ann, ann, true);

    String end = new BrowserSession(server.uri()).signInEndsAt();

    assertThat(end).isEqualTo(SIGN_IN + "?account");
    assertThat(seen(first, ME)).isEqualTo(ME);
    assertThat(server.orgtable().accounts().list(ann)).containsExactly(account(server, ann));
  }

  @Test
  void a_bound_account_signs_in_with_an_address_that_is_not_verified_and_cannot_adopt_it() {
    signIn(Issuer.subject(ann), ann);
    at(Issuer.subject(ann), EmailAddress.of("new." + ann), false);

    BrowserSession session = new BrowserSession(server.uri()).signIn();

    assertThat(text(session)).contains(ann.value()).doesNotContain("Your address has changed");
    session.get(ME);
    assertThat(session.post(ME + "/email", Map.of()).statusCode()).isEqualTo(404);
    at("of nobody " + ann, ann, false);
    assertThat(new BrowserSession(server.uri()).signInEndsAt()).isEqualTo(SIGN_IN + "?unverified");
  }

  @Test
  void a_session_ends_when_its_user_is_deleted_and_another_one_has_the_address() {
    BrowserSession session = signIn(Issuer.subject(ann), ann);
    assertThat(text(session)).contains(ann.value());

    server.orgtable().users().delete(ann);
    server.user(ann.value());
    signIn("the next owner of " + ann, ann);

    assertThat(seen(session, ME)).isEqualTo(SIGN_IN);
  }

  @Test
  void a_session_ends_when_its_account_is_unbound_and_does_not_bind_it_again() {
    BrowserSession session = signIn(Issuer.subject(ann), ann);

    server.orgtable().accounts().unbind(ann, account(server, ann));

    assertThat(new BrowserSession(server.uri()).signInEndsAt()).isEqualTo(SIGN_IN + "?again");
    assertThat(server.orgtable().accounts().list(ann)).isEmpty();
    assertThat(seen(session, ME)).isEqualTo(SIGN_IN);
    assertThat(server.orgtable().accounts().list(ann)).isEmpty();
  }

  @Test
  void a_session_without_a_user_binds_nothing_when_a_back_end_creates_one() {
    EmailAddress eve = EmailAddress.of("eve." + ann);
    BrowserSession session = signIn("of " + eve, eve);

    server.user(eve.value());

    assertThat(seen(session, ME)).isEqualTo(SIGN_IN);
    assertThat(server.orgtable().accounts().list(eve)).isEmpty();
  }

  @Test
  void a_session_follows_its_user_to_another_address() {
    BrowserSession session = signIn(Issuer.subject(ann), ann);
    EmailAddress moved = EmailAddress.of("moved." + ann);

    server.orgtable().users().changeAddress(ann, moved);
    server.user(ann.value());

    assertThat(text(session)).contains(moved.value());
    assertThat(seen(session, "/console/users/" + moved)).isEqualTo("/console/users/" + moved);
  }

  @Test
  void a_session_without_a_user_ends_when_the_address_is_another_accounts_user() {
    EmailAddress eve = EmailAddress.of("eve." + ann);
    BrowserSession session = signIn("of " + eve, eve);
    assertThat(text(session)).contains("What is your name?");

    server.user(eve.value());
    signIn("of somebody faster than " + eve, eve);

    assertThat(seen(session, ME)).isEqualTo(SIGN_IN);
  }

  @Test
  void a_person_who_becomes_a_user_stays_signed_in_and_is_bound() {
    EmailAddress eve = EmailAddress.of("eve." + ann);
    BrowserSession session = signIn("of " + eve, eve);
    session.get(ME);
    session.post(ME + "/profile", Map.of("firstName", "Eve"));

    assertThat(text(session)).contains("My profile");
    assertThat(server.orgtable().accounts().list(eve))
        .containsExactly(new Account(server.issuer().name(), "of " + eve));
  }

  @Test
  void an_operator_is_named_by_the_subject_whatever_the_address() {
    try (OrgtableServer other =
        server.another(console -> console.withOperatorSubjects(Set.of("chief")))) {
      at("chief", EmailAddress.of("whoever@example.com"), true);
      BrowserSession chief = new BrowserSession(TestServer.uri(other)).signIn();
      at("Chief", EmailAddress.of("another@example.com"), true);
      BrowserSession person = new BrowserSession(TestServer.uri(other)).signIn();

      assertThat(chief.get("/console/users").statusCode()).isEqualTo(200);
      assertThat(person.get("/console/users").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void an_operators_address_makes_nobody_an_operator_who_is_another_user() {
    signIn(Issuer.subject(ann), ann);

    BrowserSession session = signIn(Issuer.subject(ann), TestServer.OPERATOR);

    assertThat(text(session)).contains("Your address has changed", TestServer.OPERATOR.value());
    assertThat(session.get("/console/users").statusCode()).isEqualTo(404);
  }

  @Test
  void an_operators_address_that_a_back_end_gave_to_a_user_makes_nobody_an_operator() {
    try (TestServer own = TestServer.start()) {
      EmailAddress bob = own.user("bob@example.com");
      own.issuer().signIn().as(bob);
      own.issuer().signIn().nameSubject("bob");
      BrowserSession session = new BrowserSession(own.uri()).signIn();
      own.orgtable().users().changeAddress(bob, TestServer.OPERATOR);
      own.orgtable().users().create(User.of(bob, new Profile("B", "", ""), Instant.EPOCH));

      assertThat(session.get("/console/users").statusCode()).as("the session").isEqualTo(404);
      for (boolean verified : new boolean[] {true, false}) {
        own.issuer().signIn().as(verified ? bob : TestServer.OPERATOR, verified);
        own.issuer().signIn().nameSubject("bob");
        BrowserSession again = new BrowserSession(own.uri()).signIn();
        assertThat(again.get("/console/users").statusCode()).as("a new one").isEqualTo(404);
      }
      own.issuer().signIn().as(TestServer.OPERATOR);
      own.issuer().signIn().nameSubject("bob");
      BrowserSession proven = new BrowserSession(own.uri()).signIn();
      assertThat(proven.get("/console/users").statusCode()).as("shown").isEqualTo(200);
    }
  }

  @Test
  void an_operator_who_is_a_user_is_not_replaced_by_the_next_owner_of_the_address() {
    try (TestServer own = TestServer.start()) {
      own.user(TestServer.OPERATOR.value());
      own.bind(TestServer.OPERATOR);
      own.issuer().signIn().as(TestServer.OPERATOR);
      own.issuer().signIn().nameSubject("the next owner");

      assertThat(new BrowserSession(own.uri()).signInEndsAt()).isEqualTo(SIGN_IN + "?account");
      own.issuer().signIn().as(TestServer.OPERATOR);
      BrowserSession operator = new BrowserSession(own.uri()).signIn();
      assertThat(operator.get("/console/users").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_operator_who_creates_a_user_of_their_own_stays_signed_in_and_is_bound() {
    try (TestServer own = TestServer.start()) {
      own.issuer().signIn().as(TestServer.OPERATOR);
      BrowserSession operator = new BrowserSession(own.uri()).signIn();
      operator.get("/console/users");
      for (String email : new String[] {"bob@example.com", TestServer.OPERATOR.value()}) {
        operator.post("/console/users", Map.of("email", email, "firstName", "O"));
        operator.get("/console/users");
      }

      assertThat(operator.get("/console/users").statusCode()).isEqualTo(200);
      assertThat(own.orgtable().accounts().list(TestServer.OPERATOR))
          .containsExactly(account(own, TestServer.OPERATOR));
      assertThat(own.orgtable().accounts().list(EmailAddress.of("bob@example.com"))).isEmpty();
    }
  }

  @Test
  void the_console_and_the_api_bind_the_same_account() {
    signIn(Issuer.subject(ann), ann);

    assertThat(server.person(ann).get("/v1/users/" + ann).status()).isEqualTo(200);
    assertThat(server.orgtable().accounts().list(ann)).hasSize(1);
  }

  @Test
  void a_session_can_be_ended_while_its_account_cannot_be_read() {
    try (TestServer own = TestServer.start()) {
      own.issuer().signIn().as(own.user("bob@example.com"));
      BrowserSession session = new BrowserSession(own.uri()).signIn();
      session.get(ME);
      own.loseTable();

      assertThat(session.get(ME).statusCode()).isGreaterThanOrEqualTo(500);
      assertThat(session.post("/console/sign-out", Map.of()).statusCode()).isEqualTo(302);
      own.restoreTable();
      assertThat(session.follow(own.uri().resolve(ME)).uri().getPath()).isEqualTo(SIGN_IN);
    }
  }

  @Test
  void a_server_that_ignores_subjects_signs_in_by_the_address() {
    signIn(Issuer.subject(ann), ann);
    try (OrgtableServer other = server.another(Subjects.IGNORE)) {
      at("the next owner of " + ann, ann, true);

      BrowserSession session = new BrowserSession(TestServer.uri(other)).signIn();

      assertThat(session.get(ME).body()).contains("My profile");
    }
  }
}
