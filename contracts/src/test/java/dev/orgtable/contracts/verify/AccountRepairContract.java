package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.User.Account;
import dev.orgtable.UserId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of accounts of which one record is lost or wrong. */
final class AccountRepairContract extends TableContract {

  /** The violation that only these damages have. */
  static final Code ALSO = Code.ACCOUNT;

  /** After whatever happens in a test. */
  private static final Instant LATER = Instant.parse("9000-01-01T00:00:00Z");

  private static final Account BOBS = new Account("https://id.example.com", "bob");
  private static final String POINTER = "account/" + BOBS.id();

  @BeforeEach
  void bindBob() {
    user(ANN);
    user(BOB);
    orgtable().accounts().signIn(BOBS, BOB, LATER);
  }

  @Override
  protected List<Violation> expectedViolations() {
    return violations();
  }

  private List<Step<Code>> repair() {
    List<Step<Code>> steps = new ArrayList<>();
    Maintenance.of(orgtable()).repair().apply(steps::add);
    return steps;
  }

  @Test
  void a_lost_record_of_an_account_is_restored_from_the_user() {
    delete(POINTER, "account");

    assertThat(violations())
        .singleElement()
        .matches(found -> found.code() == Code.ACCOUNT && found.id().equals("user/" + BOB));
    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().accounts().find(BOBS).orElseThrow().email()).isEqualTo(BOB);
  }

  @Test
  void an_account_that_its_user_no_longer_lists_is_listed_again() {
    loseList();

    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
    assertThat(orgtable().accounts().find(BOBS).orElseThrow().email()).isEqualTo(BOB);
  }

  private void loseList() {
    Map<String, AttributeValue> user = new HashMap<>(item("user/" + BOB, "user"));
    user.remove("accounts");
    put(user);
  }

  @Test
  void a_list_that_cannot_be_parsed_is_left_to_a_person() {
    Map<String, AttributeValue> sound = item("user/" + BOB, "user");
    for (AttributeValue odd :
        List.of(AttributeValue.fromS("x"), AttributeValue.fromSs(List.of("https://id.example")))) {
      set("user/" + BOB, "user", "accounts", odd);
      set("user/" + BOB, "user", "phone", AttributeValue.fromS(" 1"));

      List<Step<Code>> steps = repair();

      assertThat(steps)
          .isNotEmpty()
          .allMatch(
              step ->
                  step.outcome() == Step.Outcome.LEFT && step.what().contains("cannot be parsed"));
      assertThat(item("user/" + BOB, "user")).containsEntry("accounts", odd);
      assertThat(item(POINTER, "account")).isNotEmpty();
    }
    put(sound);
  }

  @Test
  void an_account_of_another_user_who_had_the_address_is_removed() {
    set(POINTER, "account", "userId", AttributeValue.fromS(UserId.derived(CAT).value()));
    loseList();

    assertThat(violations())
        .singleElement()
        .matches(found -> found.code() == Code.ACCOUNT && found.id().equals(POINTER));
    repair();

    assertThat(violations()).isEmpty();
    assertThat(item(POINTER, "account")).isEmpty();
  }

  @Test
  void an_account_that_leads_to_a_user_without_it_leads_back_to_the_one_who_lists_it() {
    set(POINTER, "account", "email", AttributeValue.fromS(ANN.value()));

    assertThat(violations()).hasSize(2).extracting(Violation::code).containsOnly(Code.ACCOUNT);
    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().accounts().find(BOBS).orElseThrow().email()).isEqualTo(BOB);
    assertThat(orgtable().accounts().list(ANN)).isEmpty();
  }

  @Test
  void an_account_that_two_users_list_is_left_to_a_person() {
    set(
        "user/" + ANN,
        "user",
        "accounts",
        item("user/" + BOB, "user").getOrDefault("accounts", AttributeValue.fromNul(true)));

    List<Step<Code>> steps = repair();

    assertThat(steps)
        .singleElement()
        .matches(step -> step.outcome() == Step.Outcome.LEFT && step.what().contains(BOB.value()));
    assertThat(orgtable().accounts().find(BOBS).orElseThrow().email()).isEqualTo(BOB);
    orgtable().accounts().unbind(ANN, BOBS);
    assertThat(violations()).isEmpty();
  }

  @Test
  void odd_fields_are_told_and_mended() {
    set(POINTER, "account", "subject", AttributeValue.fromS("ann"));

    assertThat(violations())
        .extracting(Violation::code)
        .containsExactlyInAnyOrder(Code.ODD_VALUE, Code.ACCOUNT);
    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().accounts().find(BOBS).orElseThrow().email()).isEqualTo(BOB);
  }

  @Test
  void an_account_under_another_key_is_removed() {
    Map<String, AttributeValue> copy = new HashMap<>(item(POINTER, "account"));
    copy.put("id", AttributeValue.fromS("account/" + "0".repeat(64)));
    put(copy);

    repair();

    assertThat(violations()).isEmpty();
    assertThat(item("account/" + "0".repeat(64), "account")).isEmpty();
    assertThat(orgtable().accounts().find(BOBS)).isPresent();
  }

  @Test
  void a_damaged_user_keeps_the_record_of_the_account() {
    set("user/" + BOB, "user", "v", AttributeValue.fromN("2"));

    repair();

    assertThat(item(POINTER, "account")).isNotEmpty();
  }

  @Test
  void a_normalised_user_keeps_the_accounts() {
    set("user/" + BOB, "user", "phone", AttributeValue.fromS(" 1"));

    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().accounts().list(BOB)).containsExactly(BOBS);
  }
}
