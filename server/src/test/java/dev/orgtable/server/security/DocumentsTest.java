package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.orgtable.EmailAddress;
import dev.orgtable.dynamodb.EngineClock;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents tell those who connect a provider, and those who set clocks, is so. */
final class DocumentsTest {

  private static final EmailAddress MAX = EmailAddress.of("max@example.com");

  private static String document(String name) throws IOException {
    return Files.readString(Path.of("..", "docs", name));
  }

  /** The rows of the table of claims. */
  private static List<String> claims() throws IOException {
    String section =
        document("sign-in.md").split("\\| claim \\| value \\|\n", 2)[1].split("\n\n", 2)[0];
    return Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
        .matcher(section)
        .results()
        .map((MatchResult row) -> row.group(1))
        .toList();
  }

  @Test
  void a_token_needs_the_claims_that_are_named_and_no_other() throws IOException {
    List<String> named = claims();
    try (TestServer server = TestServer.start()) {
      server.user(MAX.value());

      assertThat(named).hasSize(7);
      for (String claim : named) {
        List<String> others = named.stream().filter(each -> !each.equals(claim)).toList();
        assertThat(status(server, others)).as("without " + claim).isEqualTo(401);
      }
      assertThat(status(server, named)).isEqualTo(200);
      List<String> ofAccount = named.stream().filter(each -> !each.startsWith("email")).toList();
      assertThat(status(server, ofAccount)).as("once the account is bound").isEqualTo(200);
    }
  }

  private static int status(TestServer server, Collection<String> names) {
    Issuer issuer = server.issuer();
    Map<String, Object> all = issuer.claims(MAX).build().getClaims();
    JWTClaimsSet.Builder some = new JWTClaimsSet.Builder();
    names.forEach(name -> some.claim(name, all.get(name)));
    String token = Issuer.sign(issuer.header().build(), some.build(), issuer.key());
    return server.with(token).get("/v1/users/" + MAX.value()).status();
  }

  @Test
  void maintenance_says_how_far_clocks_may_be_apart() throws IOException {
    assertThat(document("maintenance.md"))
        .containsPattern("local clock may differ from the engine's,[^.]* up to a minute\\.");
    assertThat(EngineClock.MOST_APART).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void the_tests_of_sign_in_run_against_a_provider_that_nobody_here_wrote() throws IOException {
    assertThat(Files.readString(Path.of("..", ".ci", "run")))
        .contains("npm ci --prefix server/src/test/oidc", "export ORGTABLE_OIDC_PROVIDER=required");
  }
}
