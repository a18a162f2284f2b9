package dev.orgtable.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * The effect of each fault on one request of the plain SDK with three attempts: the client's
 * result, the number of calls, and how often the engine applied them.
 */
@Tag("faults")
final class FaultTest {

  private static final Duration ATTEMPT = Duration.ofSeconds(1);
  private static final Duration TOO_LATE = Duration.ofMinutes(1);

  private final Probe probe = new Probe();

  @AfterEach
  void close() {
    probe.close();
  }

  @Test
  void without_a_fault_the_engine_applies_the_call_and_its_answer_comes_back() {
    probe.endpoint().planFrom(1, Fault.NONE);

    probe.add("a");

    assertThat(probe.endpoint().operations()).containsExactly("UpdateItem");
    assertThat(probe.applied("a")).isEqualTo(1);
  }

  @Test
  void without_a_fault_a_refusal_of_the_engine_comes_back_as_it_is() {
    probe.store("a");

    assertThatThrownBy(() -> probe.create("a"))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            refusal -> assertThat(refusal.numAttempts()).isEqualTo(1))
        .hasMessageContaining("The conditional request failed");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException",
    "400, ThrottlingException",
    "400, RequestLimitExceeded",
    "400, TransactionInProgressException",
    "500, InternalServerError",
    "503, ServiceUnavailable"
  })
  void an_error_that_passes_is_tried_again_and_never_reaches_the_engine(int status, String code) {
    probe.endpoint().planFrom(1, Fault.error(status, code));

    DynamoDbException failure = failureOfAdd(DynamoDbException.class);

    assertError(failure, status, code);
    assertSeen(failure, 3);
    assertThat(probe.applied("a")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ConditionalCheckFailedException",
    "400, TransactionConflictException",
    "400, TransactionCanceledException",
    "400, IdempotentParameterMismatchException",
    "400, ResourceNotFoundException",
    "400, ExpiredTokenException",
    "400, UnrecognizedClientException",
    "400, AccessDeniedException",
    "403, InvalidSignatureException"
  })
  void an_error_that_lasts_is_not_tried_again_and_never_reaches_the_engine(
      int status, String code) {
    probe.endpoint().planFrom(1, Fault.error(status, code));

    DynamoDbException failure = failureOfAdd(DynamoDbException.class);

    assertError(failure, status, code);
    assertSeen(failure, 1);
    assertThat(probe.applied("a")).isZero();
  }

  @Test
  void an_internal_server_error_is_an_error_500_that_never_reaches_the_engine() {
    probe.endpoint().planFrom(1, Fault.error(500, "InternalServerError"));

    DynamoDbException failure = failureOfAdd(DynamoDbException.class);

    assertError(failure, 500, "InternalServerError");
    assertSeen(failure, 3);
    assertThat(probe.applied("a")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"500, InternalServerError, 3", "503, ServiceUnavailable, 3", "400, Any, 1"})
  void an_error_after_is_answered_though_the_engine_applied_every_attempt(
      int status, String code, int attempts) {
    probe.endpoint().planFrom(1, Fault.errorAfter(status, code));

    DynamoDbException failure = failureOfAdd(DynamoDbException.class);

    assertError(failure, status, code);
    assertSeen(failure, attempts);
    assertThat(probe.applied("a")).isEqualTo(attempts);
  }

  @Test
  void a_closed_connection_gives_no_answer_and_nothing_reaches_the_engine() {
    probe.endpoint().planFrom(1, Fault.closed());

    SdkClientException failure = failureOfAdd(SdkClientException.class);

    assertThat(failure).hasRootCauseMessage("The target server failed to respond");
    assertSeen(failure, 3);
    assertThat(probe.applied("a")).isZero();
  }

  @Test
  void a_dropped_answer_never_comes_though_the_engine_applied_every_attempt() {
    probe.endpoint().planFrom(1, Fault.dropped());

    SdkClientException failure = failureOfAdd(SdkClientException.class);

    assertThat(failure).hasRootCauseMessage("The target server failed to respond");
    assertSeen(failure, 3);
    assertThat(probe.applied("a")).isEqualTo(3);
  }

  @Test
  void a_reset_breaks_the_connection_though_the_engine_applied_every_attempt() {
    probe.endpoint().planFrom(1, Fault.reset());

    SdkClientException failure = failureOfAdd(SdkClientException.class);

    assertThat(failure).hasRootCauseMessage("Connection reset");
    assertSeen(failure, 3);
    assertThat(probe.applied("a")).isEqualTo(3);
  }

  @Test
  void a_cut_answer_ends_too_early_though_the_engine_applied_every_attempt() {
    probe.endpoint().planFrom(1, Fault.cut());

    SdkClientException failure = failureOfAdd(SdkClientException.class);

    assertThat(failure).rootCause().hasMessageContaining("Premature end of Content-Length");
    assertSeen(failure, 3);
    assertThat(probe.applied("a")).isEqualTo(3);
  }

  @Test
  void a_garbled_answer_is_not_understood_though_the_engine_applied_every_attempt() {
    probe.endpoint().planFrom(1, Fault.garbled());

    SdkClientException failure = failureOfAdd(SdkClientException.class);

    assertThat(failure).hasMessageContaining("Unable to unmarshall response");
    assertSeen(failure, 3);
    assertThat(probe.applied("a")).isEqualTo(3);
  }

  @Test
  void a_wrong_check_sum_is_an_error_that_is_not_tried_again_though_the_engine_applied_it() {
    probe.endpoint().planFrom(1, Fault.wrongCheckSum());

    SdkClientException failure = failureOfAdd(SdkClientException.class);

    assertThat(failure).isInstanceOf(Crc32MismatchException.class);
    assertSeen(failure, 1);
    assertThat(probe.applied("a")).isEqualTo(1);
  }

  @Test
  void a_delayed_answer_is_waited_for_by_a_client_with_time() {
    probe.endpoint().planFrom(1, Fault.delayed(Duration.ofMillis(1)));

    probe.add("a");

    assertThat(probe.calls()).isEqualTo(1);
    assertThat(probe.applied("a")).isEqualTo(1);
  }

  @Test
  void a_delayed_answer_is_too_late_for_an_attempt_with_less_time_though_the_engine_applied_it() {
    probe.endpoint().plan(2, Fault.delayed(TOO_LATE));
    probe.add("a");

    probe.add("a", ATTEMPT);

    assertThat(probe.calls()).isEqualTo(1 + 2);
    assertThat(probe.applied("a")).isEqualTo(1 + 2);
  }

  @Test
  void a_delayed_answer_that_lasts_is_a_time_out_though_the_engine_applied_every_attempt() {
    probe.endpoint().planFrom(2, Fault.delayed(TOO_LATE));
    probe.add("a");

    SdkException failure = catchThrowableOfType(SdkException.class, () -> probe.add("a", ATTEMPT));

    assertThat(failure).isInstanceOf(ApiCallAttemptTimeoutException.class);
    assertThat(failure.numAttempts()).isEqualTo(3);
    assertThat(probe.calls()).isEqualTo(1 + 3);
    assertThat(probe.applied("a")).isEqualTo(1 + 3);
  }

  @Test
  void a_conditional_write_whose_answer_was_dropped_once_is_refused_by_what_it_wrote_itself() {
    probe.endpoint().plan(1, Fault.dropped());

    ConditionalCheckFailedException failure =
        catchThrowableOfType(ConditionalCheckFailedException.class, () -> probe.create("a"));

    assertSeen(failure, 2);
    assertThat(probe.has("a")).isTrue();
  }

  @Test
  void a_transaction_whose_answer_was_dropped_once_is_repeated_with_its_token_and_applied_once() {
    probe.endpoint().plan(1, Fault.dropped());

    probe.addAll("a", "b");

    assertThat(probe.endpoint().operations())
        .containsExactly("TransactWriteItems", "TransactWriteItems");
    assertThat(probe.applied("a")).isEqualTo(1);
    assertThat(probe.applied("b")).isEqualTo(1);
  }

  @Test
  void a_transaction_in_progress_is_repeated_with_its_token_and_applied_once() {
    probe.endpoint().plan(1, Fault.errorAfter(400, "TransactionInProgressException"));

    probe.addAll("a", "b");

    assertThat(probe.calls()).isEqualTo(2);
    assertThat(probe.applied("a")).isEqualTo(1);
    assertThat(probe.applied("b")).isEqualTo(1);
  }

  @Test
  void a_fault_is_called_by_its_name() {
    assertThat(Fault.dropped()).hasToString("dropped after");
  }

  private <E extends SdkException> E failureOfAdd(Class<E> type) {
    return catchThrowableOfType(type, () -> probe.add("a"));
  }

  private void assertSeen(SdkException failure, int attempts) {
    assertThat(failure.numAttempts()).isEqualTo(attempts);
    assertThat(probe.calls()).isEqualTo(attempts);
  }

  private static void assertError(DynamoDbException failure, int status, String code) {
    assertThat(failure.statusCode()).isEqualTo(status);
    assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(failure).hasMessageContaining("injected: " + code);
  }
}
