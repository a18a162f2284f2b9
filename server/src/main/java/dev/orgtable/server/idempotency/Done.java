package dev.orgtable.server.idempotency;

import dev.orgtable.server.web.Reply;
import java.util.Optional;

/**
 * A completed operation: executed by this request, or by an earlier request with the same key.
 *
 * @param <S> the result of the operation
 * @param <T> the body of the response
 */
public sealed interface Done<S, T> {

  /** Returns the response, which is the same for every repetition. */
  Reply<T> reply();

  /** Returns the result of the operation; empty if an earlier request executed it. */
  Optional<S> fresh();

  /**
   * The operation was executed by this request.
   *
   * @param value the result of the operation
   * @param reply the response
   */
  record Fresh<S, T>(S value, Reply<T> reply) implements Done<S, T> {
    @Override
    public Optional<S> fresh() {
      return Optional.of(value);
    }
  }

  /**
   * The operation was executed by an earlier request.
   *
   * @param reply the response stored then
   */
  record Replayed<S, T>(Reply<T> reply) implements Done<S, T> {
    @Override
    public Optional<S> fresh() {
      return Optional.empty();
    }
  }
}
