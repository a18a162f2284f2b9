package dev.orgtable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of the settings of operations, each tested at the bound and just beyond it. */
final class SettingsTest {

  @ParameterizedTest
  @CsvSource({"100,100", "101,100", "5000,5000"})
  void a_try_has_100_milliseconds_at_least_and_as_long_as_its_operation_at_most(
      long deadline, long attempt) {
    assertThat(timeouts(deadline, attempt).attemptTimeout()).hasMillis(attempt);
  }

  @ParameterizedTest
  @CsvSource({"99,99,deadline", "100,99,attemptTimeout", "5000,5001,attemptTimeout"})
  void less_or_more_is_refused_by_its_field(long deadline, long attempt, String field) {
    assertThatThrownBy(() -> timeouts(deadline, attempt))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
        .extracting(InvalidInput::field)
        .isEqualTo(field);
  }

  private static Settings timeouts(long deadline, long attempt) {
    return Settings.DEFAULT.withTimeouts(Duration.ofMillis(deadline), Duration.ofMillis(attempt));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void the_least_is_one_page_and_one_invitation(int least) {
    assertThat(Settings.DEFAULT.withDetailsPages(least).detailsPages()).isEqualTo(least);
    assertThat(Settings.DEFAULT.withOpenInvitations(least).openInvitations()).isEqualTo(least);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void none_is_refused(int none) {
    assertThatThrownBy(() -> Settings.DEFAULT.withDetailsPages(none))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("detailsPages");
    assertThatThrownBy(() -> Settings.DEFAULT.withOpenInvitations(none))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("openInvitations");
  }
}
