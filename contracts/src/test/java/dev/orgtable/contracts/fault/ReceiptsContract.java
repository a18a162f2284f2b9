package dev.orgtable.contracts.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.ReceiptMismatch;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of idempotent operations: with a receipt, an operation is applied once and always
 * returns the same result. The contracts of faults include operations with receipts.
 */
final class ReceiptsContract extends TableUnderReceipt {

  static Stream<Operation> writes() {
    return Operations.writesOnce();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void every_write_is_done_once_and_answers_the_same_again(Operation operation) {
    Operations.sample(orgtable());
    operation.prepare().accept(orgtable());
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
    Object first = operation.act().apply(orgtable());
    List<Map<String, AttributeValue>> done = items();

    Object again = operation.act().apply(orgtable());

    assertThat(again).isEqualTo(first);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(done);
    assertThat(receipts()).hasSize(1);
  }

  @Test
  void a_receipt_tells_nobody_its_key_the_request_or_the_answer() {
    user(ANN);

    String answer = create(orgtable());

    assertThat(organisations()).extracting(made -> made.id().value()).containsExactly(answer);
    assertThat(receipts())
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(text(receipt, "id")).matches("receipt/[0-9a-f]{64}");
              assertThat(text(receipt, "fingerprint")).matches("[0-9a-f]{64}");
              assertThat(text(receipt, "answer")).matches("[A-Za-z0-9_-]{38,}");
              long end = clock.instant().plus(Receipt.VALID_FOR).getEpochSecond();
              assertThat(receipt)
                  .containsEntry("expiresAt", AttributeValue.fromN(Long.toString(end)));
              assertThat(receipt.get("removeAt")).isEqualTo(receipt.get("expiresAt"));
            });
    assertThat(itemsNaming("the key of ann")).isEmpty();
    assertThat(itemsNaming("the request")).isEmpty();
    assertThat(receipts().toList().toString()).doesNotContain(answer);
  }

  @Test
  void an_answer_that_was_altered_or_is_of_another_receipt_is_not_told() {
    user(ANN);
    create(orgtable());
    Map<String, AttributeValue> receipt = new HashMap<>(receipts().findFirst().orElseThrow());

    for (String other : List.of("", "A", "A".repeat(60), "bob@example.com")) {
      receipt.put("answer", AttributeValue.fromS(other));
      put(receipt);
      assertThatThrownBy(() -> create(orgtable())).isInstanceOf(ReceiptMismatch.class);
    }

    assertThat(organisations()).hasSize(1);
  }

  @Test
  void an_operation_without_a_result_returns_the_given_text() {
    user(ANN);

    String answer = orgtable().once(RECEIPT, to -> to.users().delete(ANN), "deleted");

    assertThat(answer).isEqualTo("deleted");
    assertThat(orgtable().once(RECEIPT, to -> to.users().delete(ANN), "other")).isEqualTo(answer);
  }

  @Test
  void another_request_with_the_same_key_is_refused_and_changes_nothing() {
    user(ANN);
    create(orgtable());
    Receipt other = Receipt.of(RECEIPT.key(), "another request");

    assertThatThrownBy(() -> orgtable().once(other, ReceiptsContract::createAcme, String::valueOf))
        .isInstanceOf(ReceiptMismatch.class)
        .hasMessage("the idempotency key was already used for another request");

    assertThat(organisations()).hasSize(1);
  }

  @Test
  void the_same_request_with_another_key_is_another() {
    user(ANN);
    create(orgtable());
    Receipt other = Receipt.of("another key", RECEIPT.fingerprint());

    orgtable().once(other, ReceiptsContract::createAcme, String::valueOf);

    assertThat(organisations()).hasSize(2);
  }

  @Test
  void a_refusal_is_not_kept() {
    assertThatThrownBy(() -> create(orgtable())).isInstanceOf(UserNotFound.class);
    user(ANN);

    String answer = create(orgtable());

    assertThat(organisations()).extracting(made -> made.id().value()).containsExactly(answer);
  }

  @Test
  void a_refused_operation_stores_no_receipt() {
    user(ANN);
    User user = User.of(ANN, profile(BOB), CREATED);

    assertThatThrownBy(
            () -> orgtable().once(RECEIPT, to -> to.users().create(user), String::valueOf))
        .isInstanceOf(UserAlreadyExists.class);

    assertThat(receipts()).isEmpty();
  }

  @Test
  void an_operation_without_writes_stores_a_receipt() {
    user(ANN);
    Organisation acme = organisation(ACME, ANN);
    Function<Orgtable, Outcome<Organisation>> same =
        to -> to.organisations().rename(ACME, acme.name());
    String answer = orgtable().once(RECEIPT, same, renamed -> renamed.value().name());
    orgtable().organisations().rename(ACME, "Another");

    String again = orgtable().once(RECEIPT, same, renamed -> renamed.value().name());

    assertThat(again).isEqualTo(answer).isEqualTo(acme.name());
    assertThat(orgtable().organisations().get(ACME).name()).isEqualTo("Another");
  }

  @Test
  void a_receipt_counts_until_its_end_and_is_replaced_afterwards() {
    user(ANN);
    String first = create(orgtable());
    clock.advance(Receipt.VALID_FOR.minusSeconds(1));
    String last = create(orgtable());
    clock.advance(Duration.ofSeconds(1));
    Receipt other = Receipt.of(RECEIPT.key(), "another request");

    String next = orgtable().once(other, ReceiptsContract::createAcme, made -> made.id().value());

    assertThat(last).isEqualTo(first).isNotEqualTo(next);
    assertThat(orgtable().once(other, ReceiptsContract::createAcme, String::valueOf))
        .isEqualTo(next);
    assertThat(organisations()).hasSize(2);
  }

  @Test
  void a_transaction_without_room_for_a_receipt_is_refused_and_changes_nothing() {
    user(ANN);
    organisation(ACME, ANN);
    Map<EmailAddress, Set<Group>> members = new HashMap<>();
    for (int i = 0; i < 23; i++) {
      ServiceId service = ServiceId.of("s" + i);
      orgtable().services().create(new Service(ACME, service, "Service", 0));
      members.put(
          user(EmailAddress.of("u" + i + "@example.com")).email(), Set.of(Group.of(service, "g")));
    }
    members.put(user(BOB).email(), Set.of());
    members.put(user(CAT).email(), Set.of());
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(
            () ->
                orgtable()
                    .once(
                        RECEIPT, to -> to.memberships().addMembers(ACME, members), String::valueOf))
        .isInstanceOf(TooLarge.class)
        .hasMessage("the change needs 101 writes, more than the 100 of one transaction");

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(orgtable().memberships().addMembers(ACME, members)).hasSize(25);
  }

  @Test
  void a_receipt_of_another_version_is_not_written_over() {
    user(ANN);
    create(orgtable());
    Map<String, AttributeValue> newer = new HashMap<>(receipts().findFirst().orElseThrow());
    newer.put("v", AttributeValue.fromN("2"));
    Map<String, AttributeValue> sound = receipts().findFirst().orElseThrow();
    put(newer);

    assertThatThrownBy(() -> create(orgtable())).isInstanceOf(UnreadableRecord.class);

    put(sound);
    assertThat(organisations()).hasSize(1);
  }

  @Test
  void a_receipt_is_for_one_operation() {
    user(ANN);
    Receipt other = Receipt.of("another key", "");

    assertThatThrownBy(() -> orgtable().once(RECEIPT, this::createTwo, String::valueOf))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("more than one operation for one idempotency key");
    assertThatThrownBy(() -> orgtable().once(other, ReceiptsContract::create, String::valueOf))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("receipts cannot be nested");

    assertThat(organisations()).hasSize(1);
  }

  private Organisation createTwo(Orgtable orgtable) {
    orgtable.organisations().create("One", ANN);
    return orgtable.organisations().create("Two", ANN);
  }

  @Test
  void a_result_that_a_store_cannot_return_writes_nothing() {
    user(ANN);
    Function<Orgtable, String> name = to -> to.organisations().create("Acme", ANN).name();
    Function<String, String> render = text -> text.toUpperCase(Locale.ROOT);

    assertThatThrownBy(() -> orgtable().once(RECEIPT, name, render))
        .isInstanceOf(ClassCastException.class);

    assertThat(organisations()).isEmpty();
  }
}
