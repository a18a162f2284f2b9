package dev.orgtable.contracts.fault;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.User;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** The contract of concurrent calls with the same receipt. */
final class ReceiptRacesContract extends TableUnderReceipt {

  private static final int THREADS = 8;

  @Test
  void many_at_once_do_it_once_and_get_one_answer() {
    user(ANN);

    List<AtOnce.Outcome<String>> outcomes = AtOnce.call(THREADS, () -> create(orgtable()));

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(organisations())
        .singleElement()
        .satisfies(
            made ->
                assertThat(AtOnce.answers(outcomes))
                    .hasSize(THREADS)
                    .containsOnly(made.id().value()));
  }

  @Test
  void many_at_once_that_have_nothing_to_write_get_one_answer() {
    user(ANN);

    List<AtOnce.Outcome<String>> outcomes =
        AtOnce.call(
            THREADS,
            () ->
                orgtable().once(RECEIPT, to -> to.users().get(ANN), ReceiptRacesContract::stamped));

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(AtOnce.answers(outcomes)).hasSize(THREADS);
    assertThat(Set.copyOf(AtOnce.answers(outcomes))).hasSize(1);
  }

  private static String stamped(User user) {
    return user.email() + " " + UUID.randomUUID();
  }

  @Test
  void a_repetition_that_finds_the_receipt_when_writing_gets_the_first_result() {
    user(ANN);
    List<String> first = new ArrayList<>();
    Orgtable second = meanwhile(() -> first.add(create(orgtable())));

    String answer = create(second);

    assertThat(first).containsExactly(answer);
    assertThat(organisations()).hasSize(1);
  }

  @Test
  void a_repetition_learns_of_the_receipt_by_its_own_write() {
    User ann = User.of(ANN, profile(ANN), CREATED);
    Function<Orgtable, User> create = to -> to.users().create(ann);
    Orgtable second =
        meanwhile(
            () -> {
              orgtable().once(RECEIPT, create, made -> "first");
              resetCost();
            });

    String answer = second.once(RECEIPT, create, made -> "second");

    assertThat(answer).isEqualTo("first");
    assertThat(cost().requests()).isEqualTo(1);
  }

  @Test
  void a_repetition_refused_because_of_the_first_gets_its_result() {
    user(ANN);
    organisation(ACME, ANN);
    Orgtable second =
        on(
            MeanwhileClient.after(
                client(), GetItemResponse.class::isInstance, () -> delete(orgtable())));

    String answer = delete(second);

    assertThat(answer).isEqualTo("deleted");
    assertThat(organisations()).isEmpty();
  }

  private String delete(Orgtable orgtable) {
    return orgtable.once(RECEIPT, to -> to.organisations().delete(ACME), "deleted");
  }

  @Test
  void a_repetition_of_a_refused_request_is_executed() {
    organisation(ACME, user(ANN).email());
    user(BOB);
    Function<Orgtable, String> remove =
        orgtable -> orgtable.once(RECEIPT, to -> to.memberships().remove(BOB, ACME), "removed");
    Orgtable second =
        meanwhile(
            () -> {
              assertThatThrownBy(() -> remove.apply(orgtable())).isInstanceOf(MemberNotFound.class);
              orgtable().memberships().addMember(BOB, ACME, Set.of());
            });

    String answer = remove.apply(second);

    assertThat(answer).isEqualTo("removed");
    assertThat(orgtable().memberships().check(Check.member(BOB, ACME)).member()).isFalse();
  }

  @Test
  void the_answer_kept_is_that_of_the_try_that_was_written() {
    User ann = user(ANN);
    Orgtable late = meanwhile(() -> orgtable().users().update(ann.withProfile(profile(BOB))));
    Function<Orgtable, Outcome<User>> put = to -> to.users().put(ann.withProfile(profile(CAT)));

    String answer =
        late.once(RECEIPT, put, stored -> "revision " + counted(stored.value()).revision());

    assertThat(answer).isEqualTo("revision 3");
    assertThat(orgtable().once(RECEIPT, put, stored -> "other")).isEqualTo(answer);
    assertThat(orgtable().users().get(ANN).profile()).isEqualTo(profile(CAT));
  }
}
