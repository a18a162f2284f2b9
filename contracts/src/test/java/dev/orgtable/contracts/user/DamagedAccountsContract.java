package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of accounts whose records are damaged, or do not agree with each other. */
final class DamagedAccountsContract extends TableContract {

  private static final String ISSUER = "https://id.example.com";

  /** After whatever happens in a test. */
  private static final Instant LATER = Instant.parse("9000-01-01T00:00:00Z");

  private static final Account BOBS = new Account(ISSUER, "bob");
  private static final Account ANOTHER = new Account(ISSUER, "somebody else");

  private Optional<User> signIn(Account account, EmailAddress shown) {
    return orgtable().accounts().signIn(account, shown, LATER);
  }

  private Map<String, AttributeValue> pointer(Account account) {
    return item("account/" + account.id(), "account");
  }

  @Test
  void unreadable_records_refuse_the_sign_in() {
    user(BOB);
    signIn(BOBS, BOB);
    Map<String, AttributeValue> sound = pointer(BOBS);
    Map<String, AttributeValue> odd = new HashMap<>(sound);
    odd.put("subject", AttributeValue.fromS("ann"));
    put(odd);
    assertThatThrownBy(() -> signIn(BOBS, BOB)).isInstanceOf(UnreadableRecord.class);
    odd.put("v", AttributeValue.fromN("2"));
    put(odd);
    assertThatThrownBy(() -> signIn(BOBS, BOB)).isInstanceOf(UnreadableRecord.class);
    put(sound);
    Map<String, AttributeValue> user = item("user/" + BOB, "user");
    Map<String, AttributeValue> damaged = new HashMap<>(user);
    damaged.put("accounts", AttributeValue.fromS("of another form"));
    put(damaged);

    assertThatThrownBy(() -> signIn(ANOTHER, BOB)).isInstanceOf(UnreadableRecord.class);

    Maintenance.of(orgtable()).repair().apply(step -> {});
    assertThatThrownBy(() -> signIn(ANOTHER, BOB))
        .as("after a repair")
        .isInstanceOf(UnreadableRecord.class);
    put(user);
  }

  @Test
  void a_damaged_record_of_an_account_refuses_a_move_and_a_deletion_of_its_user() {
    user(BOB);
    signIn(BOBS, BOB);
    Map<String, AttributeValue> odd = new HashMap<>(pointer(BOBS));
    odd.remove("email");
    put(odd);

    assertThatThrownBy(() -> signIn(BOBS, BOB)).isInstanceOf(UnreadableRecord.class);
    assertThatThrownBy(() -> orgtable().users().changeAddress(BOB, CAT))
        .isInstanceOf(UnreadableRecord.class);
    assertThatThrownBy(() -> orgtable().users().delete(BOB)).isInstanceOf(UnreadableRecord.class);

    Maintenance.of(orgtable()).repair().apply(step -> {});
    assertThat(orgtable().users().delete(BOB)).isEmpty();
  }

  /** Makes the record of Bob's account lead to Ann, whose record does not list it. */
  private void leadToAnn() {
    user(ANN);
    signIn(BOBS, BOB);
    Map<String, AttributeValue> anns = new HashMap<>(pointer(BOBS));
    anns.put("email", AttributeValue.fromS(ANN.value()));
    put(anns);
  }

  @Test
  void a_record_that_leads_to_another_user_is_left_by_a_move_and_a_deletion() {
    user(BOB);
    leadToAnn();

    orgtable().users().changeAddress(BOB, CAT);
    assertThat(pointer(BOBS)).containsEntry("email", AttributeValue.fromS(ANN.value()));
    assertThat(orgtable().users().delete(CAT)).isEmpty();

    assertThat(pointer(BOBS)).containsEntry("email", AttributeValue.fromS(ANN.value()));
    assertThatThrownBy(() -> signIn(BOBS, CAT)).isInstanceOf(AccountConflict.class);
    Maintenance.of(orgtable()).repair().apply(step -> {});
    assertThat(pointer(BOBS)).isEmpty();
  }

  @Test
  void a_record_that_leads_to_another_user_is_left_by_jobs() {
    user(BOB);
    leadToAnn();
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));

    orgtable().users().changeAddress(BOB, CAT);
    work();
    assertThat(orgtable().accounts().list(CAT)).containsExactly(BOBS);
    orgtable().users().delete(CAT);
    work();

    assertThat(pointer(BOBS)).containsEntry("email", AttributeValue.fromS(ANN.value()));
    Maintenance.of(orgtable()).repair().apply(step -> {});
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void accounts_that_cannot_be_parsed_refuse_a_move_and_stay(boolean byJob) {
    user(BOB);
    signIn(BOBS, BOB);
    if (byJob) {
      user(ANN);
      new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    }
    Map<String, AttributeValue> sound = item("user/" + BOB, "user");
    for (AttributeValue odd :
        List.of(
            AttributeValue.fromS("of another form"),
            AttributeValue.fromSs(List.of(ISSUER + " bob", "of-another-form")),
            AttributeValue.fromL(List.of()))) {
      Map<String, AttributeValue> damaged = new HashMap<>(item("user/" + BOB, "user"));
      damaged.put("accounts", odd);
      put(damaged);

      assertThatThrownBy(() -> orgtable().users().changeAddress(BOB, CAT))
          .isInstanceOf(UnreadableRecord.class);
      assertThat(item("user/" + BOB, "user")).containsEntry("accounts", odd);
      assertThat(item("user/" + CAT, "user")).isEmpty();
    }
    put(sound);
  }
}
