package dev.orgtable.server.idempotency;

import dev.orgtable.server.web.Reply;
import java.util.Optional;

/**
 * A completed operation.
 *
 * @param <S> the result of the operation
 * @param <T> the body of the response
 * @param reply the response, which is the same for every repetition
 * @param fresh the result of the operation; empty if an earlier request with the same key executed
 *     it
 */
public record Done<S, T>(Reply<T> reply, Optional<S> fresh) {}
