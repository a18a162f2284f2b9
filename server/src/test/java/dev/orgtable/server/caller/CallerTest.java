package dev.orgtable.server.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.User.Account;
import dev.orgtable.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CallerTest {

  private static final Account ACCOUNT = new Account("https://id.example.com", "ann");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress NEW = EmailAddress.of("new@example.com");

  @Test
  void the_id_of_a_person_with_an_account_survives_creation_and_a_change_of_address() {
    UserId user = UserId.random(Instant.EPOCH);
    String id = new Caller.Person(ANN, null, null, ACCOUNT).id();

    assertThat(new Caller.Person(ANN, user, NEW, ACCOUNT).id()).isEqualTo(id);
    assertThat(new Caller.Person(NEW, user, null, ACCOUNT).id()).isEqualTo(id);
  }

  @Test
  void persons_with_other_accounts_or_none_have_ids_of_their_own() {
    Account other = new Account("https://id.example.com", "bob");

    assertThat(new Caller.Person(ANN, null, null, ACCOUNT).id())
        .isNotEqualTo(new Caller.Person(ANN, null, null, other).id())
        .isNotEqualTo(new Caller.Person(ANN).id());
    assertThat(new Caller.Person(ANN).id()).isNotEqualTo(new Caller.Person(NEW).id());
  }
}
