package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.User.Account;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.caller.Caller.Person;
import dev.orgtable.server.settings.ServerSettings.Subjects;
import dev.orgtable.store.AccountStore;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is promised of persons' accounts that are not read again at each request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProvenPersonsTest {

  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(1);

  private final TestServer server = TestServer.start();
  private final AtomicInteger requests = new AtomicInteger();

  /** The monotonic clock. */
  private final TestClock time = new TestClock();

  /** What happens when a read of an account has been answered; nothing by default. */
  private Runnable answered = () -> {};

  private EmailAddress ann = EmailAddress.of("ann@example.com");
  private Account account = new Account("issuer", "ann");

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeEach
  void annIsBound() {
    String mark = UUID.randomUUID().toString();
    ann = server.user("ann." + mark + "@example.com");
    account = new Account("issuer", mark);
    bind();
  }

  private AccountStore accounts() {
    return server.orgtable().accounts();
  }

  private void bind() {
    assertThat(accounts().signIn(account, ann, Instant.now().plusSeconds(3600))).isPresent();
  }

  private void unbind() {
    accounts().unbind(ann, account);
  }

  private ProvenPersons persons(Duration bound) {
    requests.set(0);
    Settings counting =
        Settings.DEFAULT.withCosts(
            request -> {
              requests.incrementAndGet();
              Runnable once = answered;
              answered = () -> {};
              once.run();
            });
    return new ProvenPersons(server.orgtable(counting), Subjects.BIND, bound, time::nanoTime);
  }

  private Optional<EmailAddress> find(ProvenPersons persons) {
    return persons.find("issuer", account.subject(), ann, null).map(Person::user);
  }

  private void assertUnbound(ProvenPersons persons) {
    assertThatThrownBy(() -> find(persons)).isInstanceOf(AccountConflict.class);
  }

  @Test
  void an_account_is_read_once_until_the_bound() {
    ProvenPersons persons = persons(BOUND);

    assertThat(find(persons)).contains(ann);
    time.advance(BOUND.minus(TICK));
    assertThat(find(persons)).contains(ann);
    assertThat(requests).hasValue(1);

    time.advance(TICK);
    assertThat(find(persons)).contains(ann);
    assertThat(requests).hasValue(2);
  }

  @Test
  void the_bound_counts_from_before_the_read() {
    ProvenPersons persons = persons(BOUND);
    answered =
        () -> {
          unbind();
          time.advance(BOUND);
        };

    assertThat(find(persons)).as("read before").contains(ann);

    assertUnbound(persons);
  }

  @Test
  void an_account_that_another_process_unbinds_is_accepted_until_the_bound() {
    ProvenPersons persons = persons(BOUND);
    find(persons);

    unbind();

    time.advance(BOUND.minus(TICK));
    assertThat(find(persons)).contains(ann);
    time.advance(TICK);
    assertUnbound(persons);
  }

  @Test
  void a_change_by_this_process_is_seen_at_once() {
    ProvenPersons persons = persons(BOUND);
    find(persons);

    unbind();
    persons.changed();

    assertUnbound(persons);
  }

  @Test
  void a_change_by_this_process_during_the_read_is_seen_by_the_next_request() {
    ProvenPersons persons = persons(BOUND);
    answered =
        () -> {
          unbind();
          persons.changed();
        };

    assertThat(find(persons)).as("read before").contains(ann);

    assertUnbound(persons);
  }

  @Test
  void without_a_bound_each_request_reads_the_account() {
    ProvenPersons persons = persons(Duration.ZERO);
    find(persons);

    unbind();

    assertUnbound(persons);
  }

  @Test
  void an_account_without_a_user_is_never_cached() {
    ProvenPersons persons = persons(BOUND);
    unbind();
    assertThat(persons.find("issuer", account.subject(), null, null)).isEmpty();

    bind();

    assertThat(persons.find("issuer", account.subject(), null, null).map(Person::user))
        .contains(ann);
  }
}
