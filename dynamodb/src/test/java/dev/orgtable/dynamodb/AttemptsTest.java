package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** A write with events is sent soon after they were completed, or decided anew. */
final class AttemptsTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final List<SdkException> failures = new ArrayList<>();
  private Attempts attempts = attempts();
  private int sent;

  @BeforeEach
  void begin() {
    attempts = attempts();
  }

  private static Attempts attempts() {
    TableSettings settings =
        new TableSettings(Clock.systemUTC(), LONG, LONG.dividedBy(2), CostListener.NONE);
    try (DynamoDbClient client = DynamoDbClient.builder().region(Region.US_EAST_1).build()) {
      return new Attempts(
          settings,
          new TimeLimits(client, settings),
          new EngineClock(Clock.systemUTC()),
          Failures.STANDARD,
          WriteListener.NONE);
    }
  }

  /** Sends a write that fails as arranged, and then succeeds. */
  private String write(Duration fresh) {
    return attempts.write(
        time -> {
          sent++;
          if (!failures.isEmpty()) {
            throw failures.remove(0);
          }
          return "written";
        },
        new Deadline(fresh, Failures.STANDARD));
  }

  private static SdkException conflict() {
    return TransactionConflictException.builder().message("conflict").statusCode(400).build();
  }

  @Test
  void a_conflict_is_retried_while_the_events_are_fresh() {
    failures.add(conflict());

    assertThat(write(Transaction.FRESH)).isEqualTo("written");
    assertThat(sent).isEqualTo(2);
  }

  @Test
  void after_a_conflict_stale_events_are_decided_anew() {
    failures.add(conflict());

    assertThatThrownBy(() -> write(Transaction.FRESH.dividedBy(2)))
        .isInstanceOf(ConflictException.class);
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void a_write_whose_outcome_is_unknown_is_repeated_while_its_events_are_fresh() {
    failures.add(SdkClientException.create("no response"));

    assertThat(write(Transaction.FRESH)).isEqualTo("written");
    assertThat(sent).isEqualTo(2);
  }

  @Test
  void a_write_whose_outcome_is_unknown_is_not_repeated_with_stale_events() {
    failures.add(SdkClientException.create("no response"));

    assertThatThrownBy(() -> write(Transaction.FRESH.dividedBy(2)))
        .isNotInstanceOf(ConflictException.class)
        .hasMessageContaining("no response");
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void a_conflict_after_an_unknown_outcome_does_not_decide_anew() {
    failures.add(SdkClientException.create("no response"));
    failures.add(conflict());

    assertThat(write(Transaction.FRESH)).isEqualTo("written");
    assertThat(sent).isEqualTo(3);
  }

  @Test
  void a_request_has_no_more_time_than_its_events() {
    List<Duration> limits = new ArrayList<>();
    attempts.write(
        time -> limits.add(Objects.requireNonNull(time).apiCallTimeout().orElseThrow()),
        new Deadline(Transaction.FRESH, Failures.STANDARD));

    assertThat(limits.get(0)).isLessThanOrEqualTo(Transaction.FRESH);
  }
}
