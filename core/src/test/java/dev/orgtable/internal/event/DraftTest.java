package dev.orgtable.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event tells what its type declares: the API's description is made of the declarations. */
final class DraftTest {

  private static final Details ANN = Details.of(EmailAddress.of("ann@example.com"));

  private static void assertRefused(EventType type, Details details) {
    assertThatThrownBy(() -> Draft.of(type, details)).isInstanceOf(AssertionError.class);
  }

  @Test
  void an_event_has_the_parts_of_its_type() {
    assertThat(Draft.of(EventType.MEMBER_REMOVED, ANN).details()).isEqualTo(ANN);
    assertThat(Draft.of(EventType.MEMBER_REMOVED, ANN.removing(Set.of(Group.OWNER))).details())
        .isNotNull();

    assertRefused(EventType.MEMBER_REMOVED, Details.NONE);
    assertRefused(EventType.MEMBER_REMOVED, ANN.adding(Set.of(Group.OWNER)));
    assertRefused(EventType.MEMBER_REMOVED, ANN.in(ServiceId.of("wiki")));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void no_event_has_a_value_that_its_type_does_not_declare(EventType type) {
    assertRefused(type, ANN.changing("undeclared", "a", "b"));
  }
}
