package dev.orgtable.server.idempotency;

import dev.orgtable.server.web.Reply;
import java.util.Optional;

/**
 * An operation that is done: by this request, or by the same request before.
 *
 * @param <S> what the operation returns
 * @param <T> the body of the answer
 */
public sealed interface Done<S, T> {

  /** Returns the answer, which is the same each time. */
  Reply<T> reply();

  /** Returns what this request has done; empty if it was done before. */
  Optional<S> fresh();

  /**
   * This request has done it.
   *
   * @param value what the operation returned
   * @param reply the answer
   */
  record Fresh<S, T>(S value, Reply<T> reply) implements Done<S, T> {
    @Override
    public Optional<S> fresh() {
      return Optional.of(value);
    }
  }

  /**
   * The same request has done it before.
   *
   * @param reply the answer that was stored then
   */
  record Replayed<S, T>(Reply<T> reply) implements Done<S, T> {
    @Override
    public Optional<S> fresh() {
      return Optional.empty();
    }
  }
}
