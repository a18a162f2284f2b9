package dev.orgtable.server.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.caller.Caller.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/** Which sessions a logout token is about, which names a subject, a session, or both. */
final class SignInOfTokensTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "one, ann, ,    true",
    "one, ann, one, true",
    "one, ,    one, true",
    "one, bob, one, false",
    "one, bob, ,    false",
    "one, ann, two, false",
    "one, ,    two, false",
    ",    ann, ,    true",
    ",    ann, one, true",
    ",    bob, one, false",
    ",    ,    one, false"
  })
  void a_session_is_meant_by_its_own_id_and_by_its_subject(
      String id, String subject, String named, boolean meant) {
    Map<String, Object> claims = new HashMap<>(Map.of("sub", "ann"));
    if (id != null) {
      claims.put("sid", id);
    }
    OidcIdToken proof = new OidcIdToken("token", NOW, NOW.plus(Duration.ofMinutes(5)), claims);

    SignIn signIn = signedIn(proof);

    assertThat(signIn.isOf(subject, named)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"-1,true", "0,false", "1,false"})
  void a_session_that_the_provider_began_later_stays(long millis, boolean later) {
    OidcIdToken proof =
        new OidcIdToken("token", NOW, NOW.plus(Duration.ofMinutes(5)), Map.of("sub", "ann"));
    SignIn signIn = signedIn(proof);

    assertThat(signIn.isProvenAfter(NOW.plusMillis(millis))).isEqualTo(later);
  }

  private static SignIn signedIn(OidcIdToken proof) {
    EmailAddress ann = EmailAddress.of("ann@example.com");
    return new SignIn(NOW, new ProviderUser(proof, new Person(ann), ann), new HashSet<>());
  }
}
