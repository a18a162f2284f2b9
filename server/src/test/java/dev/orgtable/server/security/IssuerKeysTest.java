package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.Issuer;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** For how long the keys of an issuer are kept, by a clock that stands. */
final class IssuerKeysTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final Duration BLINK = Duration.ofMillis(1);

  private final Issuer issuer = Issuer.start();
  private final AtomicLong nanos = new AtomicLong();
  private final JwtDecoder decoder =
      IssuerKeys.decoder(() -> URI.create(issuer.name() + "/keys"), nanos::get);

  @AfterEach
  void stop() {
    issuer.close();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void read() {
    assertThat(decoder.decode(issuer.token(ANN)).getSubject()).contains(ANN.value());
  }

  private String signedBy(RSAKey other) {
    return Issuer.sign(
        issuer.header().keyID(other.getKeyID()).build(), issuer.claims(ANN).build(), other);
  }

  @Test
  void they_are_kept_for_four_minutes_and_asked_for_again_before_five_are_over() {
    read();
    pass(Duration.ofMinutes(4).minus(BLINK));
    read();
    assertThat(issuer.asked()).isEqualTo(1);

    pass(Duration.ofMinutes(1).plus(BLINK));
    read();

    assertThat(issuer.asked()).isEqualTo(2);
  }

  @Test
  void a_key_that_was_withdrawn_is_good_for_five_minutes_at_most() {
    read();
    issuer.publish(Issuer.newKey("another"));

    pass(Duration.ofMinutes(5));

    assertThatThrownBy(this::read).isInstanceOf(JwtException.class);
  }

  @Test
  void for_a_key_that_is_not_known_they_are_asked_for_twice_in_five_seconds() {
    read();
    RSAKey unknown = Issuer.newKey("unknown");
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> decoder.decode(signedBy(unknown))).isInstanceOf(JwtException.class);
    }
    int before = issuer.asked();
    assertThat(before).isLessThanOrEqualTo(3);

    issuer.publish(unknown);
    pass(Duration.ofSeconds(5).minus(BLINK));
    assertThatThrownBy(() -> decoder.decode(signedBy(unknown))).isInstanceOf(JwtException.class);
    pass(BLINK);

    assertThat(decoder.decode(signedBy(unknown)).getSubject()).contains(ANN.value());
    assertThat(issuer.asked()).isEqualTo(before + 1);
  }
}
