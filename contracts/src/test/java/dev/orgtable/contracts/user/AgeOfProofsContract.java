package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.AccountStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of how new the proof of an account must be to bind it. */
final class AgeOfProofsContract extends TableContract {

  private static final Account BOBS = new Account("https://id.example.com", "bob");
  private static final Account ANOTHER = new Account("https://id.example.com", "another");
  private static final Instant TOO_EARLY = CREATED.minus(AccountStore.BEFORE_CREATION);
  private static final Instant NEXT = TOO_EARLY.plusMillis(1);

  private Optional<User> signIn(Account account, EmailAddress shown, Instant provenAt) {
    return orgtable().accounts().signIn(account, shown, provenAt);
  }

  private void assertOutdated(EmailAddress shown, Instant provenAt) {
    assertThatThrownBy(() -> signIn(BOBS, shown, provenAt))
        .isInstanceOfSatisfying(
            AccountConflict.class, refusal -> assertThat(refusal.isOutdated()).isTrue());
    assertThat(orgtable().accounts().list(shown)).isEmpty();
    assertThat(orgtable().accounts().find(BOBS)).isEmpty();
  }

  @Test
  void a_proof_from_long_before_the_user_was_created_binds_nothing() {
    User bob = user(BOB);

    assertOutdated(BOB, TOO_EARLY);

    assertThat(signIn(BOBS, BOB, NEXT)).contains(bob);
    assertThat(signIn(BOBS, BOB, TOO_EARLY)).as("once it is bound").contains(bob);
  }

  @Test
  void a_proof_from_before_an_unbinding_binds_nothing_not_even_at_another_address() {
    user(BOB);
    signIn(BOBS, BOB, NEXT);
    Instant before = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    orgtable().accounts().unbind(BOB, BOBS);
    Instant after = clock.instant();

    assertOutdated(BOB, NEXT);
    assertOutdated(BOB, before.plus(AccountStore.AFTER_UNBINDING));
    orgtable().users().put(User.of(BOB, profile(ANN), CREATED));
    assertOutdated(BOB, after);
    orgtable().users().changeAddress(BOB, CAT);
    assertOutdated(CAT, after);

    assertThat(violations()).isEmpty();
    assertThat(signIn(BOBS, CAT, after.plus(AccountStore.AFTER_UNBINDING).plusMillis(1)))
        .isPresent();
  }

  @Test
  void a_recognised_account_is_bound_to_nobody() {
    assertThat(orgtable().accounts().recognise(BOBS, BOB)).isEmpty();
    User bob = user(BOB);

    assertThatThrownBy(() -> orgtable().accounts().recognise(BOBS, BOB))
        .isInstanceOf(AccountConflict.class);
    assertThat(orgtable().accounts().find(BOBS)).isEmpty();

    signIn(BOBS, BOB, NEXT);
    assertThat(orgtable().accounts().recognise(BOBS, BOB)).contains(bob);
  }

  @Test
  void the_account_of_somebody_who_became_a_user_is_bound_without_a_later_proof() {
    User bob = user(BOB);

    resetCost();
    orgtable().accounts().bindCreated(bob, BOBS);

    assertThat(ReportedCosts.line("bound", cost())).isEqualTo("bound: 2 requests, 2 R, 6 W");
    assertThat(orgtable().accounts().find(BOBS)).contains(bob);
    assertThatThrownBy(() -> orgtable().accounts().bindCreated(bob, ANOTHER))
        .isInstanceOf(AccountConflict.class);
    orgtable().accounts().unbind(BOB, BOBS);
    assertThatThrownBy(() -> orgtable().accounts().bindCreated(bob, BOBS))
        .isInstanceOf(AccountConflict.class);
    assertThat(orgtable().accounts().list(BOB)).isEmpty();
  }

  @Test
  void the_account_of_somebody_who_became_another_user_is_not_bound() {
    User former = user(BOB);
    orgtable().users().delete(BOB);
    orgtable().accounts().bindCreated(former, BOBS);
    user(BOB);

    orgtable().accounts().bindCreated(former, BOBS);

    assertThat(orgtable().accounts().find(BOBS)).isEmpty();
    assertThat(orgtable().accounts().list(BOB)).isEmpty();
  }

  @Test
  void an_unreadable_time_of_an_unbinding_refuses_the_sign_in() {
    user(BOB);
    Map<String, AttributeValue> user = new HashMap<>(item("user/" + BOB, "user"));
    user.put("unboundAt", AttributeValue.fromS("yesterday"));
    put(user);

    assertThatThrownBy(() -> signIn(BOBS, BOB, clock.instant()))
        .isInstanceOf(UnreadableRecord.class);

    user.remove("unboundAt");
    put(user);
  }
}
