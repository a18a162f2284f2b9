package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.AccountStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of accounts at identity providers: to whom they lead, and what becomes of them. */
final class AccountsContract extends TableContract {

  private static final String ISSUER = "https://id.example.com";

  /** After whatever happens in a test. */
  private static final Instant LATER = Instant.parse("9000-01-01T00:00:00Z");

  private static final Account BOBS = new Account(ISSUER, "bob");
  private static final Account ANOTHER = new Account(ISSUER, "somebody else");
  private static final Account ELSEWHERE = new Account("https://other.example.com", "bob");

  private Optional<User> signIn(Account account, EmailAddress shown) {
    return orgtable().accounts().signIn(account, shown, LATER);
  }

  private Map<String, AttributeValue> pointer(Account account) {
    return item("account/" + account.id(), "account");
  }

  @Test
  void an_account_is_bound_to_the_user_at_the_first_sign_in() {
    User bob = user(BOB);

    assertThat(orgtable().accounts().find(BOBS)).isEmpty();
    assertThat(signIn(BOBS, BOB)).contains(bob);

    assertThat(orgtable().accounts().find(BOBS)).contains(bob);
    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
    assertThat(pointer(BOBS))
        .containsEntry("issuer", AttributeValue.fromS(ISSUER))
        .containsEntry("subject", AttributeValue.fromS("bob"))
        .containsEntry("email", AttributeValue.fromS(BOB.value()));
    assertThat(orgtable().users().get(BOB)).as("with the same revision").isEqualTo(bob);
  }

  @Test
  void a_bound_account_leads_to_its_user_whatever_address_it_shows() {
    User bob = user(BOB);
    user(ANN);
    signIn(BOBS, BOB);

    assertThat(signIn(BOBS, CAT)).contains(bob);
    assertThat(signIn(BOBS, ANN)).as("the address of another user").contains(bob);
    assertThat(orgtable().accounts().list(ANN)).isEmpty();
  }

  @Test
  void the_next_owner_of_an_address_is_not_the_user() {
    user(BOB);
    signIn(BOBS, BOB);

    assertThatThrownBy(() -> signIn(ANOTHER, BOB))
        .isInstanceOfSatisfying(
            AccountConflict.class, refusal -> assertThat(refusal.user()).isEqualTo(BOB))
        .hasMessageContaining("ask an operator");

    assertThat(orgtable().accounts().find(ANOTHER)).isEmpty();
    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
  }

  @Test
  void a_subject_is_compared_exactly_and_an_issuer_without_slashes_at_its_end() {
    User bob = user(BOB);
    signIn(BOBS, BOB);

    assertThat(signIn(new Account(ISSUER + "/", "bob"), BOB)).contains(bob);
    assertThat(orgtable().accounts().list(BOB)).hasSize(1);
    assertThatThrownBy(() -> signIn(new Account(ISSUER, "Bob"), BOB))
        .isInstanceOf(AccountConflict.class);
    assertThatThrownBy(() -> signIn(new Account(ISSUER, "bob "), BOB))
        .isInstanceOf(AccountConflict.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\ud800"})
  void an_invalid_subject_is_refused(String subject) {
    assertThatThrownBy(() -> new Account(ISSUER, subject)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> new Account(ISSUER, "s".repeat(256))).isInstanceOf(InvalidInput.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "https://id.example.com a", "https://id.example.com\u00a0"})
  void an_invalid_issuer_is_refused(String issuer) {
    assertThatThrownBy(() -> new Account(issuer, "bob")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void a_user_has_one_account_of_each_issuer_and_ten_at_most() {
    User bob = user(BOB);
    signIn(BOBS, BOB);

    assertThat(signIn(ELSEWHERE, BOB)).contains(bob);
    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS, ELSEWHERE);
    for (int i = 2; i < AccountStore.MOST_PER_USER; i++) {
      signIn(new Account("https://" + i + ".example.com", "bob"), BOB);
    }
    assertThatThrownBy(() -> signIn(new Account("https://more.example.com", "bob"), BOB))
        .isInstanceOf(TooLarge.class);
  }

  @Test
  void an_address_of_no_user_binds_nothing() {
    assertThat(signIn(BOBS, BOB)).isEmpty();
    user(ANN);
    organisation(ACME, ANN);
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));

    assertThat(signIn(BOBS, BOB)).isEmpty();
    assertThat(pointer(BOBS)).isEmpty();
  }

  @Test
  void an_invitee_who_became_a_user_is_bound_at_the_next_sign_in() {
    user(ANN);
    organisation(ACME, ANN);
    var invitation = orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    String token = orgtable().invitations().issueToken(invitation);
    orgtable().invitations().acceptByToken(token, profile(BOB));

    assertThat(signIn(BOBS, BOB)).isPresent();
    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
  }

  @Test
  void an_unbound_account_is_gone_and_the_next_one_is_bound() {
    User bob = user(BOB);
    signIn(BOBS, BOB);

    orgtable().accounts().unbind(BOB, BOBS);

    assertThat(orgtable().accounts().list(BOB)).isEmpty();
    assertThat(pointer(BOBS)).isEmpty();
    assertThat(item("user/" + BOB, "user")).doesNotContainKey("accounts");
    assertThat(signIn(ANOTHER, BOB)).contains(bob);
    assertThatThrownBy(() -> signIn(BOBS, BOB)).isInstanceOf(AccountConflict.class);
  }

  @Test
  void only_an_account_of_the_user_is_unbound() {
    user(BOB);
    user(ANN);
    signIn(BOBS, BOB);

    assertThat(orgtable().accounts().unbind(BOB, ANOTHER)).isFalse();
    assertThat(orgtable().accounts().unbind(ANN, BOBS)).isFalse();
    assertThatThrownBy(() -> orgtable().accounts().unbind(CAT, BOBS))
        .isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().accounts().list(CAT)).isInstanceOf(UserNotFound.class);
    assertThat(orgtable().accounts().find(BOBS)).isPresent();
  }

  @Test
  void an_account_moves_with_its_user() {
    User bob = user(BOB);
    signIn(BOBS, BOB);
    signIn(ELSEWHERE, BOB);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(signIn(BOBS, BOB).orElseThrow().email()).as("not adopted yet").isEqualTo(CAT);
    assertThat(signIn(ELSEWHERE, CAT).orElseThrow().id()).isEqualTo(bob.id());
    assertThat(orgtable().accounts().list(CAT)).containsExactly(BOBS, ELSEWHERE);
    assertThat(violations()).isEmpty();
    User next = user(BOB);
    assertThat(signIn(ANOTHER, BOB)).as("the next user there").contains(next);
    assertThat(signIn(BOBS, BOB).orElseThrow().email()).isEqualTo(CAT);
  }

  @Test
  void an_account_moves_with_its_user_by_a_job() {
    user(BOB);
    user(ANN);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    signIn(BOBS, BOB);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(signIn(BOBS, BOB).orElseThrow().email()).as("before the job").isEqualTo(CAT);
    assertThat(violations()).isEmpty();
    work();
    assertThat(signIn(BOBS, CAT).orElseThrow().email()).as("after it").isEqualTo(CAT);
    assertThat(orgtable().accounts().list(CAT)).containsExactly(BOBS);
  }

  @Test
  void an_account_can_be_bound_while_a_job_moves_its_user() {
    user(BOB);
    user(ANN);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    orgtable().users().changeAddress(BOB, CAT);

    assertThatThrownBy(() -> signIn(ANOTHER, BOB))
        .as("the former address, which still has rights")
        .isInstanceOf(InProgress.class);
    assertThat(signIn(BOBS, CAT)).isPresent();
    work();
    assertThat(orgtable().accounts().list(CAT)).containsExactly(BOBS);
  }

  @Test
  void a_deletion_leaves_no_account() {
    user(BOB);
    signIn(BOBS, BOB);

    orgtable().users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
    User next = user(BOB);
    assertThat(signIn(ANOTHER, BOB)).as("another user with the address").contains(next);
    assertThatThrownBy(() -> signIn(BOBS, BOB))
        .as("the former")
        .isInstanceOf(AccountConflict.class);
  }

  @Test
  void a_deletion_by_a_job_leaves_no_account() {
    user(BOB);
    user(ANN);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    signIn(BOBS, BOB);

    orgtable().users().delete(BOB);

    assertThat(signIn(BOBS, BOB)).as("before the job").isEmpty();
    assertThat(pointer(BOBS)).isEmpty();
    work();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void an_offboarding_covers_the_accounts_and_leaves_none() {
    user(BOB);
    signIn(new Account(ISSUER, BOB.value()), BOB);
    var offboarding = Maintenance.of(orgtable()).offboarding();
    var plan = offboarding.plan(BOB);

    assertThat(plan.accounts()).hasSize(1);
    offboarding.mentions(
        BOB, mention -> assertThat(mention.isKept() || plan.covers(mention)).isTrue());
    offboarding.apply(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_changed_profile_keeps_the_accounts() {
    user(BOB);
    signIn(BOBS, BOB);

    orgtable().users().put(User.of(BOB, profile(CAT), CREATED));

    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
  }

  @Test
  void the_record_of_an_account_alone_admits_nobody() {
    user(BOB);
    signIn(BOBS, BOB);
    Map<String, AttributeValue> stale = pointer(BOBS);
    orgtable().users().delete(BOB);
    put(stale);

    assertThatThrownBy(() -> signIn(BOBS, BOB)).isInstanceOf(AccountConflict.class);
    user(BOB);
    assertThatThrownBy(() -> signIn(BOBS, BOB)).isInstanceOf(AccountConflict.class);
    assertThatThrownBy(() -> signIn(BOBS, CAT)).isInstanceOf(AccountConflict.class);
    assertThatThrownBy(() -> orgtable().accounts().find(BOBS)).isInstanceOf(AccountConflict.class);
    Maintenance.of(orgtable()).repair().apply(step -> {});
    assertThat(pointer(BOBS)).isEmpty();
  }

  @Test
  void a_lost_record_of_an_account_is_written_again_at_the_next_sign_in() {
    user(BOB);
    signIn(BOBS, BOB);
    Map<String, AttributeValue> lost = pointer(BOBS);
    client()
        .deleteItem(
            request ->
                request
                    .tableName(tableName)
                    .key(Map.of("id", lost.get("id"), "rng", lost.get("rng"))));

    assertThatThrownBy(() -> signIn(ANOTHER, BOB)).isInstanceOf(AccountConflict.class);
    assertThat(signIn(BOBS, BOB)).isPresent();

    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
  }

  @Test
  void the_first_sign_in_costs_a_read_and_a_transaction_and_later_ones_the_read() {
    user(BOB);
    user(ANN);

    assertThat(cost("first", () -> signIn(BOBS, BOB))).isEqualTo("first: 2 requests, 2 R, 6 W");
    assertThat(cost("later", () -> signIn(BOBS, BOB))).isEqualTo("later: 1 requests, 2 R, 0 W");
    assertThat(cost("of no user", () -> signIn(ANOTHER, CAT)))
        .isEqualTo("of no user: 1 requests, 2 R, 0 W");
    assertThat(cost("another address", () -> signIn(BOBS, ANN)))
        .isEqualTo("another address: 2 requests, 3 R, 0 W");
    assertThat(cost("find", () -> orgtable().accounts().find(BOBS)))
        .isEqualTo("find: 2 requests, 2 R, 0 W");
    assertThat(cost("list", () -> orgtable().accounts().list(BOB)))
        .isEqualTo("list: 1 requests, 1 R, 0 W");
    assertThat(cost("unbind", () -> orgtable().accounts().unbind(BOB, BOBS)))
        .isEqualTo("unbind: 2 requests, 2 R, 6 W");
  }

  private String cost(String operation, Supplier<Object> call) {
    resetCost();
    var unused = call.get();
    return ReportedCosts.line(operation, cost());
  }

  @Test
  void accounts_are_listed_in_order_of_their_issuers() {
    user(BOB);
    signIn(ELSEWHERE, BOB);
    signIn(BOBS, BOB);

    assertThat(orgtable().accounts().list(BOB)).isEqualTo(List.of(BOBS, ELSEWHERE));
  }
}
