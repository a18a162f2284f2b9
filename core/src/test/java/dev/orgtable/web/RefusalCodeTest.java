package dev.orgtable.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal has a code. */
final class RefusalCodeTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final OrganisationId ACME = OrganisationId.of("acme");

  static Stream<Class<?>> refusals() {
    return leaves(OrgtableException.class);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(RefusalCodeTest::leaves)
        : Stream.of(type);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void every_refusal_has_a_code_below_500_or_503(Class<?> refusal) {
    RefusalCode code = RefusalCode.of(refusal.asSubclass(OrgtableException.class));

    assertThat(code.status() / 100 == 4 || code == RefusalCode.UNAVAILABLE).isTrue();
  }

  @Test
  void a_class_that_is_no_kind_of_refusal_has_no_code() {
    assertThatThrownBy(() -> RefusalCode.of(OrgtableException.class))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_message_of_the_sdk_is_not_told() {
    Unavailable lost = new Unavailable("secret endpoint", true, null);

    assertThat(RefusalCode.detail(lost))
        .isEqualTo("the table did not respond in time; the change may have been made");
  }

  @Test
  void the_type_is_a_name_for_programs() {
    assertThat(RefusalCode.ALREADY_MEMBER.type()).isEqualTo("urn:orgtable:problem:already_member");
  }

  @Test
  void the_libraries_of_a_program_are_beside_its_code() {
    assertThat(RefusalCode.properties(new LastOwner(ANN, Set.of(ACME))))
        .isEqualTo(Map.of("organisations", List.of("acme")));
    assertThat(
            RefusalCode.properties(
                new InvitationNotOpen(ANN, ACME, InvitationNotOpen.Ending.ACCEPTED)))
        .isEqualTo(Map.of("ended", "accepted"));
  }
}
