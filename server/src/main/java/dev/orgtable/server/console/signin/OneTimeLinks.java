package dev.orgtable.server.console.signin;

import dev.orgtable.server.security.Sha256;
import dev.orgtable.server.settings.ConsoleSettings;
import dev.orgtable.server.settings.ServerSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One-time links that sign an operator in, valid for ten minutes. At most one is valid at a time;
 * only its hash is kept, in memory.
 */
@Component
public final class OneTimeLinks {

  private static final Duration VALID_FOR = Duration.ofMinutes(10);

  private static final int BYTES = 32;

  private final Clock clock;
  private final @Nullable Consumer<String> listener;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Link good;

  OneTimeLinks(ServerSettings settings) {
    ConsoleSettings console = settings.console();
    this.clock = console.clock();
    this.listener = console.links().orElse(null);
  }

  /**
   * Issues a new link, which replaces the previous one, and returns its path; empty if links are
   * disabled.
   */
  public synchronized Optional<String> issue() {
    if (listener == null) {
      return Optional.empty();
    }
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    good = new Link(Sha256.hex(token), clock.instant());
    return Optional.of("/console/sign-in?token=" + token);
  }

  boolean arePossible() {
    return listener != null;
  }

  /**
   * Sends a new link to the listener, unless the previous one is still valid: a stranger could
   * otherwise invalidate it at will.
   *
   * @return whether a link was sent
   */
  synchronized boolean report() {
    if (listener == null || validUntil().isPresent()) {
      return false;
    }
    issue().ifPresent(listener);
    return true;
  }

  /** Returns until when the latest link is valid; empty if none is. */
  synchronized Optional<Instant> validUntil() {
    return good == null || !good.isGood(clock.instant())
        ? Optional.empty()
        : Optional.of(good.issuedAt().plus(VALID_FOR));
  }

  /** Returns whether the token is valid, and invalidates it. */
  synchronized boolean use(String token) {
    if (good == null || !Sha256.isOf(good.hash(), token)) {
      return false;
    }
    boolean inTime = good.isGood(clock.instant());
    good = null;
    return inTime;
  }

  private record Link(String hash, Instant issuedAt) {

    boolean isGood(Instant now) {
      return issuedAt.plus(VALID_FOR).isAfter(now);
    }
  }
}
