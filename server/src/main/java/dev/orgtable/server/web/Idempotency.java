package dev.orgtable.server.web;

import dev.orgtable.JobId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a {@code POST}. With an {@code Idempotency-Key} it is done once, and the same request
 * again gets the first answer for 24 hours: key and answer are stored in the transaction that does
 * it.
 */
@Component
public final class Idempotency {

  /** The header that names the key. */
  public static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final Orgtable orgtable;
  private final JsonMapper json;

  Idempotency(Orgtable orgtable, JsonMapper json) {
    this.orgtable = orgtable;
    this.json = json;
  }

  /**
   * Answers a request.
   *
   * @param body what the request says, read
   * @param operation does it, at most once for a key
   * @param reply the answer to what was done
   * @param type of the answer's body
   */
  public <S, T> ResponseEntity<T> answer(
      HttpServletRequest request,
      Caller caller,
      Object body,
      Function<Orgtable, S> operation,
      Function<S, Reply<T>> reply,
      Class<T> type) {
    return answerPart("", request, caller, body, operation, reply, type);
  }

  /**
   * Answers a part of a request that is done by itself.
   *
   * @param part what tells this part from the others
   */
  public <S, T> ResponseEntity<T> answerPart(
      String part,
      HttpServletRequest request,
      Caller caller,
      Object body,
      Function<Orgtable, S> operation,
      Function<S, Reply<T>> reply,
      Class<T> type) {
    Optional<String> key = key(request);
    if (key.isEmpty()) {
      return reply.apply(operation.apply(orgtable)).response();
    }
    Receipt receipt = receipt(part, key.get(), request, caller, body);
    String stored =
        orgtable.once(receipt, operation, done -> json.writeValueAsString(reply.apply(done)));
    return read(stored, type).response();
  }

  /**
   * Answers a request that has nothing to tell but that it was done.
   *
   * @param body what the request says, read
   * @param operation does it, at most once for a key
   */
  public ResponseEntity<Void> answer(
      HttpServletRequest request, Caller caller, Object body, Consumer<Orgtable> operation) {
    Optional<String> key = key(request);
    if (key.isEmpty()) {
      operation.accept(orgtable);
    } else {
      orgtable.once(receipt("", key.get(), request, caller, body), operation, "");
    }
    return ResponseEntity.noContent().build();
  }

  /**
   * Binds the key to this request, which is done in parts.
   *
   * @param body what the request says, read
   */
  public void bind(HttpServletRequest request, Caller caller, Object body) {
    answer(request, caller, body, store -> {});
  }

  private Receipt receipt(
      String part, String key, HttpServletRequest request, Caller caller, Object body) {
    return Receipt.of(name(caller, key) + "\n" + part, fingerprint(request, body));
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

  /** Other preconditions are another request. Those of a repeated one are not evaluated again. */
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
   * An answer that can be stored.
   *
   * @param status the HTTP status
   * @param location where the resource is, if one was created, or the job, if there is one
   * @param etag its entity tag, if it has one
   * @param body its body, if it has one
   */
  public record Reply<T>(
      int status, @Nullable String location, @Nullable String etag, @Nullable T body) {

    /** Returns the answer that something was created. */
    public static <T> Reply<T> created(URI location, @Nullable String etag, T body) {
      return new Reply<>(HttpStatus.CREATED.value(), location.toString(), etag, body);
    }

    /** Returns the answer that something was done. */
    public static <T> Reply<T> done(@Nullable String etag, T body) {
      return new Reply<>(HttpStatus.OK.value(), null, etag, body);
    }

    /** Returns the answer that something was done, or that a job does the rest. */
    public static <T> Reply<T> changed(Optional<JobId> job, @Nullable String etag, T body) {
      return job.map(
              id -> new Reply<>(HttpStatus.ACCEPTED.value(), Paths.job(id).toString(), etag, body))
          .orElseGet(() -> done(etag, body));
    }

    ResponseEntity<T> response() {
      ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
      if (location != null) {
        response.header(HttpHeaders.LOCATION, location);
      }
      if (etag != null) {
        response.eTag(etag);
      }
      return body == null ? response.build() : response.body(body);
    }
  }
}
