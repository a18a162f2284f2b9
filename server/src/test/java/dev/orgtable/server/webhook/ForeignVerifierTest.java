package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verifiers of the guide accept what is sent, with either secret, and nothing else. */
final class ForeignVerifierTest extends SenderTest {

  private static final String OTHER_SECRET = "whsec_" + "A".repeat(43) + "=";
  private static final String REFUSED_IN_PYTHON = "no signature matches";

  private String request() throws IOException {
    try (RawReceiver receiver = RawReceiver.answering(OK)) {
      assertThat(send(sender, receiver.url(), List.of(SECRET, OLD_SECRET)).isAccepted()).isTrue();
      return receiver.requests().get(0);
    }
  }

  @ParameterizedTest
  @CsvSource({".ci/run, ORGTABLE_NPM=required", ".github/workflows/ci.yml, ORGTABLE_NPM: required"})
  void the_verifier_of_npm_is_required_in_ci(String file, String required) throws IOException {
    assertThat(Files.readString(Path.of("..", file)))
        .contains("npm ci --prefix server/src/test/webhooks", required);
  }

  @Test
  void the_verifier_of_npm_accepts_both_secrets_and_refuses_other_bodies() throws Exception {
    ForeignVerifier.require();
    String request = request();

    assertThat(ForeignVerifier.verify(SECRET, request)).isEqualTo("member.added");
    assertThat(ForeignVerifier.verify(OLD_SECRET, request)).isEqualTo("member.added");
    assertThat(ForeignVerifier.verify(SECRET, request.replace("zoë", "zoe")))
        .contains("No matching signature found");
    assertThat(ForeignVerifier.verify(OTHER_SECRET, request))
        .contains("No matching signature found");
  }

  @Test
  void the_function_in_python_accepts_both_secrets_and_refuses_other_and_old_requests()
      throws Exception {
    assumeTrue(ForeignVerifier.hasPython(), "there is no python3");
    String request = request();

    assertThat(ForeignVerifier.verifyInPython(SECRET, request)).isEqualTo("member.added");
    assertThat(ForeignVerifier.verifyInPython(OLD_SECRET, request)).isEqualTo("member.added");
    assertThat(ForeignVerifier.verifyInPython(SECRET, request.replace("zoë", "zoe")))
        .isEqualTo(REFUSED_IN_PYTHON);
    assertThat(ForeignVerifier.verifyInPython(OTHER_SECRET, request)).isEqualTo(REFUSED_IN_PYTHON);
    assertThat(
            ForeignVerifier.verifyInPython(
                SECRET, request.replaceFirst("webhook-timestamp: [0-9]", "webhook-timestamp: ")))
        .isEqualTo("the request is too old");
  }
}
