package dev.orgtable.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of a worker's settings, each tested at the bound and just beyond it. */
final class WorkerSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "writeUnits,1",
    "writeUnits,40000",
    "parallel,1",
    "parallel,100",
    "lease,1000",
    "lease,1001",
    "poll,100",
    "poll,101",
    "shutdownTimeout,1000",
    "shutdownTimeout,300000",
    "toAddress,1",
    "byPerson,1",
    "inAll,1"
  })
  void a_value_at_its_bound_is_taken(String field, int value) {
    assertThat(set(field, value)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "writeUnits,0",
    "writeUnits,40001",
    "parallel,0",
    "parallel,101",
    "lease,999",
    "poll,99",
    "shutdownTimeout,999",
    "shutdownTimeout,300001",
    "toAddress,0",
    "byPerson,0",
    "inAll,0"
  })
  void a_value_beyond_its_bound_is_refused_by_its_field(String field, int value) {
    assertThatThrownBy(() -> set(field, value))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
        .extracting(InvalidInput::field)
        .isEqualTo(field);
  }

  private static Object set(String field, int value) {
    WorkerSettings settings = WorkerSettings.DEFAULT;
    return switch (field) {
      case "writeUnits" -> settings.withWriteUnits(value);
      case "parallel" -> settings.withParallel(value);
      case "lease" -> settings.withLease(Duration.ofMillis(value));
      case "poll" -> settings.withPoll(Duration.ofMillis(value));
      case "shutdownTimeout" -> settings.withShutdownTimeout(Duration.ofMillis(value));
      case "toAddress" -> new MailLimits(value, 1, 1);
      case "byPerson" -> new MailLimits(1, value, 1);
      case "inAll" -> new MailLimits(1, 1, value);
      default -> throw new IllegalArgumentException(field);
    };
  }
}
