package dev.orgtable.dynamodb;

import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Classifies failures of requests, after the SDK's own retries. */
enum FailureKind {
  /** A condition failed. */
  REFUSED,
  /**
   * Not applied: a conflict with another write, or a throttled transaction. Not retried by the SDK.
   */
  CONFLICT,
  /** Unknown whether it was applied. */
  UNKNOWN,
  /**
   * Not applied, and a retry is useless: throttled until the SDK gave up, no such table, access
   * denied, storage full.
   */
  NOT_APPLIED,
  /** A bug in this library or in its caller. */
  MISTAKE;

  private static final String CONDITION = "ConditionalCheckFailed";
  private static final Set<String> PASSING =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
  private static final String STORAGE_FAILED = "StorageFailed";
  private static final int FIRST_SERVER_ERROR = 500;

  static FailureKind of(SdkException e) {
    if (e instanceof ConditionalCheckFailedException) {
      return REFUSED;
    }
    if (e instanceof TransactionCanceledException cancelled) {
      return ofCancelled(cancelled);
    }
    if (e instanceof TransactionConflictException || e instanceof TransactionInProgressException) {
      return CONFLICT;
    }
    if (isOfStorage(e)) {
      return NOT_APPLIED;
    }
    if (e instanceof AwsServiceException service && service.statusCode() < FIRST_SERVER_ERROR) {
      return ofRefused(service);
    }
    return UNKNOWN;
  }

  /** Returns whether the engine reported that it cannot write. Amazon DynamoDB never does. */
  private static boolean isOfStorage(SdkException e) {
    return e instanceof AwsServiceException service
        && service.awsErrorDetails() != null
        && STORAGE_FAILED.equals(service.awsErrorDetails().errorCode());
  }

  /** An error without a code is a truncated or corrupted response. */
  private static FailureKind ofRefused(AwsServiceException e) {
    if (e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null) {
      return UNKNOWN;
    }
    boolean mistake =
        e instanceof IdempotentParameterMismatchException
            || e.awsErrorDetails().errorCode().equals("ValidationException");
    return mistake ? MISTAKE : NOT_APPLIED;
  }

  private static FailureKind ofCancelled(TransactionCanceledException cancelled) {
    if (cancelled.cancellationReasons().stream().anyMatch(FailureKind::isRefusal)) {
      return REFUSED;
    }
    return cancelled.cancellationReasons().stream()
            .allMatch(reason -> PASSING.contains(reason.code()))
        ? CONFLICT
        : MISTAKE;
  }

  /**
   * Returns whether a write may have been applied despite this failure. The outcome of earlier
   * attempts by the SDK is unknown: the response to one of them may have been lost.
   */
  static boolean leavesOpen(SdkException e) {
    boolean triedBefore = e.numAttempts() != null && e.numAttempts() > 1;
    return triedBefore || e instanceof TransactionInProgressException || of(e) == UNKNOWN;
  }

  static boolean isRefusal(CancellationReason reason) {
    return CONDITION.equals(reason.code());
  }

  /**
   * Returns a transaction without the optional writes that were refused; throws the refusal if
   * another condition failed, too.
   */
  static Transaction withoutOptional(
      Transaction transaction, TransactionCanceledException cancelled, ItemGuard guard) {
    Transaction others = new Transaction();
    boolean fewer = false;
    for (int i = 0; i < transaction.size(); i++) {
      CancellationReason reason = cancelled.cancellationReasons().get(i);
      Transaction.Action action = transaction.actions().get(i);
      @Nullable Item left = isRefusal(reason) ? leavable(action, found(reason), guard) : null;
      if (isRefusal(reason) && (left == null || !guard.isWritable(action.key(), left))) {
        throw refusal(transaction, cancelled, guard);
      }
      fewer |= left != null;
      others.add(action, left);
    }
    if (!fewer) {
      throw refusal(transaction, cancelled, guard);
    }
    return others;
  }

  private static @Nullable Item leavable(
      Transaction.Action action, @Nullable Item found, ItemGuard guard) {
    boolean leaves =
        action.isOptional() && action.refused(found, guard) instanceof ConflictException;
    return leaves ? found : null;
  }

  /**
   * Returns why a transaction was cancelled. An unreadable item takes precedence, since nothing can
   * be said about the others.
   */
  static RuntimeException refusal(
      Transaction transaction, TransactionCanceledException cancelled, ItemGuard guard) {
    RuntimeException first = null;
    for (int i = 0; i < transaction.size(); i++) {
      CancellationReason reason = cancelled.cancellationReasons().get(i);
      if (isRefusal(reason)) {
        Transaction.Action action = transaction.actions().get(i);
        @Nullable Item found = found(reason);
        if (found != null && !guard.isWritable(action.key(), found)) {
          return guard.unreadable(action.key());
        }
        first = first == null ? action.refused(found, guard) : first;
      }
    }
    return first == null ? cancelled : first;
  }

  private static @Nullable Item found(CancellationReason reason) {
    return reason.hasItem() ? Item.of(reason.item()) : null;
  }

  static RuntimeException unavailable(SdkException e, boolean maybeApplied, Failures failures) {
    if (e instanceof AbortedException) {
      Thread.currentThread().interrupt();
    }
    return failures.unavailable(describe(e), isOfStorage(e), maybeApplied, e);
  }

  static Mistake mistake(SdkException e) {
    return new Mistake(e);
  }

  /**
   * Returns the failure of a request whose time limit ended its wait for a connection: the SDK lets
   * the exception of its HTTP client pass then (Apache 5, at least up to 2.57).
   */
  static SdkException withoutConnection(CancellationException e) {
    return SdkClientException.create("no connection became free in time", e);
  }

  static String describe(SdkException e) {
    return "DynamoDB: "
        + e.getMessage()
        + (e instanceof ResourceNotFoundException
            ? ". Create the table, or check its name, the region and the account"
            : "");
  }

  /** DynamoDB rejected a request as invalid, or an update that does not apply to the item. */
  static final class Mistake extends IllegalStateException {

    private Mistake(SdkException e) {
      super("DynamoDB refused the request: " + e.getMessage(), e);
    }
  }
}
