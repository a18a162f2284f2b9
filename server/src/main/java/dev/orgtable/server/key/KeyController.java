package dev.orgtable.server.key;

import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.InvalidInput;
import dev.orgtable.NewApiKey;
import dev.orgtable.OrgtableException.ApiKeyNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.Scope;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.security.ProvenKeys;
import dev.orgtable.server.web.Durations;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Reply;
import dev.orgtable.store.ApiKeyStore;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** API keys. */
@RestController
final class KeyController {

  private static final String KEYS = "/v1/keys";

  private final Orgtable orgtable;
  private final ProvenKeys proven;

  KeyController(Orgtable orgtable, ProvenKeys proven) {
    this.orgtable = orgtable;
    this.proven = proven;
  }

  @Operation(summary = "List the API keys")
  @GetMapping(KEYS)
  PageBody<KeyBody> listKeys(PageRequest page) {
    return PageBody.of(orgtable.apiKeys().list(page), KeyBody::of);
  }

  /** Takes no Idempotency-Key: the stored response would contain the secret. */
  @Operation(
      summary = "Create an API key",
      description =
          "The response has the complete key, which is shown this once and never stored; so an"
              + " `Idempotency-Key` is refused.")
  @PostMapping(KEYS)
  ResponseEntity<NewKeyBody> createKey(
      @RequestBody KeyRequestBody body, HttpServletRequest request) {
    if (request.getHeader(Idempotency.HEADER) != null) {
      throw Problem.ofField(
          Idempotency.HEADER,
          Idempotency.HEADER + " is not supported here, since secrets are never stored");
    }
    String name = Input.text("name", body.name());
    Optional<Duration> validFor =
        Input.optional("expiresIn", body.expiresIn(), KeyController::duration);
    Set<Scope> scopes = scopes(body.scopes());
    ApiKeyStore keys = orgtable.apiKeys();
    NewApiKey created =
        validFor
            .map(time -> keys.create(name, scopes, time))
            .orElseGet(() -> keys.create(name, scopes));
    KeyBody key = KeyBody.of(created.key());
    NewKeyBody shown =
        new NewKeyBody(
            key.id(), key.name(), key.scopes(), key.createdAt(), key.expiresAt(), created.secret());
    return Reply.created(URI.create(KEYS + "/" + key.id()), null, shown).unstored();
  }

  @Operation(
      summary = "Revoke an API key",
      description =
          "Requests with it are refused with 401, by other servers within 4 seconds by default.")
  @DeleteMapping(KEYS + "/{key}")
  ResponseEntity<Void> revokeKey(@PathVariable String key) {
    try {
      proven.revoke(Input.required("key", key, ApiKeyId::of));
    } catch (ApiKeyNotFound e) {
      return ResponseEntity.noContent().build();
    }
    return ResponseEntity.noContent().build();
  }

  private static Set<Scope> scopes(@Nullable List<String> names) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    if (names != null) {
      names.forEach(name -> scopes.add(Input.required("scopes", name, KeyController::scope)));
    }
    if (scopes.isEmpty()) {
      throw Problem.ofField("scopes", "scopes must be at least one of read, write, admin");
    }
    return scopes;
  }

  private static Scope scope(String name) {
    return Stream.of(Scope.values())
        .filter(scope -> text(scope).equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("scopes", "must be read, write or admin"));
  }

  private static String text(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  private static Duration duration(String text) {
    return ApiKeyStore.checkValidFor(Durations.parse("expiresIn", text));
  }

  /**
   * An API key to create.
   *
   * @param name what the key is for, 1 to 200 characters
   * @param scopes the scopes to grant: read, write, admin
   * @param expiresIn how long the key is valid, an ISO 8601 duration from 1 minute to 3650 days,
   *     such as {@code P90D}; unlimited if omitted
   */
  record KeyRequestBody(
      @Nullable String name, @Nullable List<String> scopes, @Nullable String expiresIn) {}

  /**
   * An API key, without its secret.
   *
   * @param id the key's id, which is not secret
   * @param name what the key is for
   * @param scopes the granted scopes
   * @param createdAt when the key was created
   * @param expiresAt when the key expires; null if never
   */
  record KeyBody(
      String id, String name, List<String> scopes, Instant createdAt, @Nullable Instant expiresAt) {

    static KeyBody of(ApiKey key) {
      return new KeyBody(
          key.id().value(),
          key.name(),
          key.scopes().stream().map(KeyController::text).sorted().toList(),
          key.createdAt(),
          key.expiresAt().orElse(null));
    }
  }

  /**
   * A new API key with its secret, which is shown once.
   *
   * @param id the key's id, which is not secret
   * @param name what the key is for
   * @param scopes the granted scopes
   * @param createdAt when the key was created
   * @param expiresAt when the key expires; null if never
   * @param key the whole key, to be sent as {@code Authorization: Bearer …}
   */
  record NewKeyBody(
      String id,
      String name,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      String key) {}
}
