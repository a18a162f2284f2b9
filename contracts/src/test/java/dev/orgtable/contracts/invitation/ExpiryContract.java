package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.NewApiKey;
import dev.orgtable.OrgtableException.InvitationExpired;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.Scope;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.store.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The contract of expiry: expired records are removed from the table, and no others. */
final class ExpiryContract extends TableContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private Invitation invite(EmailAddress invitee) {
    return orgtable().invitations().invite(invitee, ACME, Set.of(STAFF), "", HOUR);
  }

  private long sweep() {
    return Maintenance.of(orgtable()).sweep().run(1, read -> {}).steps();
  }

  private void remove(boolean bySweep) {
    if (bySweep) {
      sweep();
    } else {
      work();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_invitation_leaves_a_week_after_its_end_with_both_sides(boolean bySweep) {
    invite(BOB);

    clock.advance(HOUR.plus(WEEK));
    remove(bySweep);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void until_then_it_can_be_resent(boolean bySweep) {
    invite(BOB);

    clock.advance(HOUR.plus(WEEK).minusSeconds(1));
    remove(bySweep);

    assertThatCode(() -> orgtable().invitations().resend(BOB, ACME, HOUR))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"true,-1", "true,0", "false,-1", "false,0"})
  void it_leaves_at_the_very_end_of_the_week_and_not_before(boolean bySweep, long millis) {
    Instant end = invite(BOB).expiresAt().plus(WEEK);

    clock.advance(Duration.between(clock.instant(), end).plusMillis(millis));
    remove(bySweep);

    assertThat(itemsNaming(BOB).isEmpty()).isEqualTo(millis == 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_invitation_resent_in_time_stays(boolean bySweep) {
    user(BOB);
    invite(BOB);
    clock.advance(WEEK);
    orgtable().invitations().resend(BOB, ACME, WEEK);

    clock.advance(Duration.ofDays(1));
    remove(bySweep);

    assertThat(orgtable().invitations().accept(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_invitation_resent_during_its_removal_keeps_both_sides(boolean bySweep) {
    invite(BOB);
    clock.advance(HOUR.plus(WEEK));
    Runnable resend = () -> orgtable().invitations().resend(BOB, ACME, HOUR);
    var slow = InterleavingClient.beforeWriting(client(), resend);

    if (bySweep) {
      Maintenance.of(on(slow)).sweep().run(1, read -> {});
    } else {
      runOpen(slow);
    }

    assertThat(orgtable().invitations().get(BOB, ACME).isExpiredAt(clock.instant())).isFalse();
  }

  private void runOpen(DynamoDbClient slow) {
    try (var worker = worker(slow)) {
      worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void many_that_expire_at_once_all_leave() {
    IntStream.range(0, 120).forEach(i -> invite(EmailAddress.of("i" + i + "@example.com")));
    clock.advance(HOUR.plus(WEEK));

    work();

    assertThat(itemsNaming("@example.com")).noneMatch(item -> item.toString().contains("i1"));
  }

  @Test
  void a_token_still_says_that_it_expired() {
    String token = orgtable().invitations().issueToken(invite(BOB));
    clock.advance(HOUR.plus(WEEK));
    work();

    assertThatThrownBy(() -> orgtable().invitations().acceptByToken(token))
        .isInstanceOf(InvitationExpired.class);

    assertThatThrownBy(() -> orgtable().invitations().get(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
  }

  @Test
  void the_sweep_removes_tokens_receipts_and_keys_whose_time_is_over() {
    orgtable().invitations().issueToken(invite(BOB));
    orgtable().once(Receipt.of("once", ""), to -> to.users().get(ANN), Object::toString);
    orgtable().apiKeys().create("Short", Set.of(Scope.READ), HOUR);
    clock.advance(MONTH.plus(HOUR));

    Summary swept = Maintenance.of(orgtable()).sweep().run(3, read -> {});

    assertThat(swept.steps()).isEqualTo(4);
    assertThat(items())
        .extracting(item -> item.get("typ"))
        .extracting(String::valueOf)
        .noneMatch(typ -> typ.contains("Token") || typ.contains("receipt") || typ.contains("=api"))
        .hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "0,1"})
  void the_sweep_removes_a_key_at_its_very_end_and_not_before(long millis, long removed) {
    NewApiKey made = orgtable().apiKeys().create("Short", Set.of(Scope.READ), HOUR);
    Instant end = made.key().expiresAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS);

    clock.advance(Duration.between(clock.instant(), end).plusMillis(millis));

    assertThat(sweep()).isEqualTo(removed);
  }

  @Test
  void the_sweep_leaves_whatever_is_not_over() {
    orgtable().invitations().issueToken(invite(BOB));
    orgtable().once(Receipt.of("once", ""), to -> to.users().get(ANN), Object::toString);
    int before = items().size();

    assertThat(sweep()).isZero();

    assertThat(items()).hasSize(before);
  }

  @Test
  void a_record_that_is_given_more_time_while_it_is_swept_stays() {
    orgtable().once(Receipt.of("once", ""), to -> to.users().get(ANN), x -> "first");
    clock.advance(MONTH);
    Runnable again =
        () -> orgtable().once(Receipt.of("once", ""), to -> to.users().get(ANN), x -> "second");

    Maintenance.of(meanwhile(again)).sweep().run(1, read -> {});

    assertThat(orgtable().once(Receipt.of("once", ""), to -> to.users().get(ANN), x -> "third"))
        .isEqualTo("second");
  }
}
