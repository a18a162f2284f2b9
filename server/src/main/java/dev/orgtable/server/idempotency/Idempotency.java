package dev.orgtable.server.idempotency;

import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.web.NullsRefused;
import dev.orgtable.server.web.Preconditions;
import dev.orgtable.server.web.Reply;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Executes {@code POST} operations idempotently. A request with an {@code Idempotency-Key} is
 * executed once; repeating it within 24 hours returns the first response. Key and response are
 * stored in the transaction that completes the operation.
 */
@Component
public final class Idempotency {

  /** The header with the idempotency key. */
  public static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final Orgtable orgtable;
  private final JsonMapper json;

  Idempotency(Orgtable orgtable, JsonMapper json) {
    this.orgtable = orgtable;
    this.json = json;
  }

  /**
   * Executes an operation and returns the response.
   *
   * @param operation the operation, executed at most once per key
   * @param reply builds the response from the result
   * @param type the class of the response's body
   */
  public <S, T> ResponseEntity<T> answer(
      Call call, Function<Orgtable, S> operation, Function<S, Reply<T>> reply, Class<T> type) {
    return once(call, operation, reply, type).reply().response();
  }

  /**
   * Executes an operation whose response has no body.
   *
   * @param operation the operation, executed at most once per key
   */
  public ResponseEntity<Void> answer(Call call, Consumer<Orgtable> operation) {
    Optional<String> key = key(call.request());
    if (key.isEmpty()) {
      operation.accept(orgtable);
    } else {
      orgtable.once(receipt(key.get(), call), operation, "");
    }
    return ResponseEntity.noContent().build();
  }

  /**
   * Reserves the key for this request, which is executed in parts.
   *
   * @param check refuses the request; not called for a repeated one
   */
  public void bind(Call call, Runnable check) {
    answer(call, store -> check.run());
  }

  /**
   * Executes an operation, or returns the stored response of an earlier request.
   *
   * @param operation the operation, executed at most once per key
   * @param reply builds the response from the result
   * @param type the class of the response's body
   */
  public <S, T> Done<S, T> once(
      Call call, Function<Orgtable, S> operation, Function<S, Reply<T>> reply, Class<T> type) {
    Optional<String> key = key(call.request());
    if (key.isEmpty()) {
      S value = operation.apply(orgtable);
      return new Done<>(reply.apply(value), Optional.of(value));
    }
    Attempt<S> attempt = new Attempt<>(operation);
    String stored =
        orgtable.once(
            receipt(key.get(), call),
            attempt::apply,
            value -> json.writeValueAsString(reply.apply(value)));
    return attempt.done(read(stored, type));
  }

  private Receipt receipt(String key, Call call) {
    return Receipt.of(
        name(call.caller(), key) + "\n" + call.part(), fingerprint(call.request(), call.body()));
  }

  private static Optional<String> key(HttpServletRequest request) {
    List<String> lines = Collections.list(request.getHeaders(HEADER));
    if (lines.size() > 1) {
      throw Problem.ofField(HEADER, HEADER + " must be given once");
    }
    return lines.stream().findFirst();
  }

  private static String name(Caller caller, String key) {
    if (!KEY.matcher(key).matches()) {
      throw Problem.ofField(HEADER, HEADER + " must be 1 to 255 visible ASCII characters");
    }
    return caller.id() + "\n" + key;
  }

  /**
   * Preconditions are part of the fingerprint. They are not evaluated again for a repeated request.
   */
  private String fingerprint(HttpServletRequest request, Object body) {
    return request.getMethod()
        + " "
        + request.getRequestURI()
        + Preconditions.text(request)
        + "\n"
        + json.writeValueAsString(body);
  }

  private <T> Reply<T> read(String stored, Class<T> type) {
    JsonNode reply = json.readTree(stored);
    JsonNode body = reply.get("body");
    return new Reply<>(
        reply.get("status").asInt(),
        reply.get("location").asStringOpt().orElse(null),
        reply.get("etag").asStringOpt().orElse(null),
        body.isNull()
            ? null
            : json.readerFor(type).withAttribute(NullsRefused.OWN, true).readValue(body));
  }

  /**
   * Runs an operation and records whether it was executed; a receipt of an earlier execution skips
   * it.
   */
  private static final class Attempt<S> {

    private final Function<Orgtable, S> operation;
    private @Nullable S value;

    Attempt(Function<Orgtable, S> operation) {
      this.operation = operation;
    }

    S apply(Orgtable to) {
      S returned = operation.apply(to);
      value = returned;
      return returned;
    }

    <T> Done<S, T> done(Reply<T> reply) {
      return new Done<>(reply, Optional.ofNullable(value));
    }
  }
}
