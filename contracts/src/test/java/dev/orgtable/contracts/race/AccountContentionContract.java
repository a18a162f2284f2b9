package dev.orgtable.contracts.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of sign-ins when another write happens between their read and their write. */
final class AccountContentionContract extends TableContract {

  /** After whatever happens in a test. */
  private static final Instant LATER = Instant.parse("9000-01-01T00:00:00Z");

  private static final Account BOBS = new Account("https://id.example.com", "bob");
  private static final Account ANOTHER = new Account("https://id.example.com", "another");
  private static final int MANY = 8;

  private User bob;

  @BeforeEach
  void createBob() {
    bob = user(BOB);
  }

  private Optional<User> signIn(Account account, EmailAddress shown) {
    return orgtable().accounts().signIn(account, shown, LATER);
  }

  @Test
  void of_two_first_sign_ins_at_once_one_is_bound_and_the_other_refused() {
    assertThatThrownBy(
            () -> meanwhile(() -> signIn(ANOTHER, BOB)).accounts().signIn(BOBS, BOB, LATER))
        .isInstanceOf(AccountConflict.class);

    assertThat(orgtable().accounts().list(BOB)).containsExactly(ANOTHER);
    assertThat(orgtable().accounts().find(BOBS)).isEmpty();
  }

  @Test
  void the_same_account_signs_in_twice_at_once_and_is_bound_once() {
    assertThat(meanwhile(() -> signIn(BOBS, BOB)).accounts().signIn(BOBS, BOB, LATER))
        .contains(bob);

    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
  }

  @Test
  void of_many_accounts_at_once_one_is_bound() {
    List<Supplier<Optional<User>>> calls =
        IntStream.range(0, MANY)
            .mapToObj(i -> new Account("https://id.example.com", "s" + i))
            .<Supplier<Optional<User>>>map(account -> () -> signIn(account, BOB))
            .toList();

    var outcomes = AtOnce.call(calls);

    assertThat(AtOnce.answers(outcomes)).containsExactly(Optional.of(bob));
    assertThat(AtOnce.refusals(outcomes))
        .hasSize(MANY - 1)
        .hasOnlyElementsOfType(AccountConflict.class);
    assertThat(orgtable().accounts().list(BOB)).hasSize(1);
  }

  @Test
  void many_sign_ins_of_one_account_at_once_all_succeed() {
    var outcomes = AtOnce.call(MANY, () -> signIn(BOBS, BOB));

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(AtOnce.answers(outcomes)).hasSize(MANY).containsOnly(Optional.of(bob));
  }

  @Test
  void an_account_that_shows_two_addresses_at_once_is_bound_to_one_user() {
    user(ANN);

    Optional<User> found = meanwhile(() -> signIn(BOBS, ANN)).accounts().signIn(BOBS, BOB, LATER);

    assertThat(found.orElseThrow().email()).isEqualTo(ANN);
    assertThat(orgtable().accounts().list(BOB)).isEmpty();
  }

  @Test
  void a_user_deleted_while_an_account_is_bound_leaves_none() {
    var found = meanwhile(() -> orgtable().users().delete(BOB)).accounts().signIn(BOBS, BOB, LATER);

    assertThat(found).isEmpty();
    assertThat(items()).isEmpty();
  }

  @Test
  void a_user_created_again_while_an_account_is_bound_is_another_user() {
    Runnable again =
        () -> {
          orgtable().users().delete(BOB);
          user(BOB);
          signIn(ANOTHER, BOB);
        };

    assertThatThrownBy(() -> meanwhile(again).accounts().signIn(BOBS, BOB, LATER))
        .isInstanceOf(AccountConflict.class);
  }

  @Test
  void an_account_bound_while_its_user_is_deleted_goes_too() {
    meanwhile(() -> signIn(BOBS, BOB)).users().delete(BOB);

    assertThat(items()).isEmpty();
  }

  @Test
  void an_account_bound_while_its_user_moves_moves_too() {
    meanwhile(() -> signIn(BOBS, BOB)).users().changeAddress(BOB, CAT);

    assertThat(orgtable().accounts().list(CAT)).containsExactly(BOBS);
    assertThat(signIn(BOBS, BOB).orElseThrow().id()).isEqualTo(bob.id());
  }

  @Test
  void a_user_who_moves_while_an_account_is_bound_is_not_found_at_the_former_address() {
    var found =
        meanwhile(() -> orgtable().users().changeAddress(BOB, CAT))
            .accounts()
            .signIn(BOBS, BOB, LATER);

    assertThat(found).isEmpty();
    assertThat(orgtable().accounts().list(CAT)).isEmpty();
  }

  @Test
  void an_account_unbound_while_its_user_moves_or_is_deleted_does_not_come_back() {
    signIn(BOBS, BOB);
    meanwhile(() -> orgtable().accounts().unbind(BOB, BOBS)).users().changeAddress(BOB, CAT);

    assertThat(orgtable().accounts().list(CAT)).isEmpty();
    assertThat(orgtable().accounts().find(BOBS)).isEmpty();

    signIn(BOBS, CAT);
    meanwhile(() -> orgtable().accounts().unbind(CAT, BOBS)).users().delete(CAT);
    assertThat(items()).isEmpty();
  }

  @Test
  void a_membership_accepted_while_an_account_is_bound_remains() {
    user(ANN);
    organisation(ACME, ANN);

    meanwhile(() -> orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF)))
        .accounts()
        .signIn(BOBS, BOB, LATER);

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
  }
}
