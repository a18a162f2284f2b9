package dev.orgtable.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.web.VerifiedEmail.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An address in claims counts only if the provider reports it as verified. */
final class VerifiedEmailTest {

  private static final String ANN = "ann@example.com";

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Map.of(), Fault.NOT_TOLD),
        Arguments.of(Map.of("email", "", "email_verified", true), Fault.NOT_TOLD),
        Arguments.of(Map.of("email", ANN), Fault.NOT_VERIFIED),
        Arguments.of(Map.of("email", ANN, "email_verified", false), Fault.NOT_VERIFIED),
        Arguments.of(Map.of("email", ANN, "email_verified", "TRUE"), Fault.NOT_VERIFIED),
        Arguments.of(Map.of("email", ANN, "email_verified", 1), Fault.NOT_VERIFIED),
        Arguments.of(Map.of("email", "ann", "email_verified", true), Fault.NOT_TAKEN),
        Arguments.of(Map.of("email", List.of(ANN), "email_verified", true), Fault.NOT_TAKEN));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void claims_that_prove_no_address_are_refused(Map<String, Object> claims, Fault fault) {
    assertThat(VerifiedEmail.fault(claims)).contains(fault);
    assertThatThrownBy(() -> VerifiedEmail.of(claims)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void true_and_its_text_verify_the_address() {
    assertThat(VerifiedEmail.of(Map.of("email", ANN, "email_verified", true)))
        .isEqualTo(EmailAddress.of(ANN));
    assertThat(VerifiedEmail.of(Map.of("email", ANN, "email_verified", "true")))
        .isEqualTo(EmailAddress.of(ANN));
  }
}
