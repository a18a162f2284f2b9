package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.facts.ExternalId;
import dev.orgtable.store.Receipt;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A value that is missing, such as a field that a form does not have, is refused with its name. */
@NullUnmarked
final class MissingValuesTest {

  private static final String NONE = UnaryOperator.<String>identity().apply(null);

  @TestFactory
  Stream<DynamicTest> a_missing_value_is_required() {
    Map<String, ThrowingCallable> values =
        Map.ofEntries(
            Map.entry("firstName", () -> new Profile(NONE, "Archer", "")),
            Map.entry("lastName", () -> new Profile("Ann", NONE, "")),
            Map.entry("phone", () -> new Profile("Ann", "Archer", NONE)),
            Map.entry("email", () -> EmailAddress.of(NONE)),
            Map.entry("user", () -> UserId.of(NONE)),
            Map.entry("organisation", () -> OrganisationId.of(NONE)),
            Map.entry("service", () -> ServiceId.of(NONE)),
            Map.entry("group", () -> GroupName.of(NONE)),
            Map.entry("permission", () -> Permission.of(NONE)),
            Map.entry("externalId", () -> ExternalId.of(NONE)),
            Map.entry("key", () -> Receipt.of(NONE, "")),
            Map.entry("fingerprint", () -> Receipt.of("form-1", NONE)));
    return values.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertThatThrownBy(each.getValue())
                            .isInstanceOf(InvalidInput.class)
                            .hasMessage(each.getKey() + " is required")));
  }
}
