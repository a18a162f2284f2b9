package dev.orgtable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of receipts: their key and how long they are valid. */
final class ReceiptTest {

  @Test
  void a_receipt_is_kept_for_a_day_unless_said() {
    assertThat(Receipt.of("key", "")).isEqualTo(new Receipt("key", "", Duration.ofHours(24)));
  }

  @Test
  void a_receipt_has_a_key() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Receipt.of("", "request"))
        .withMessage("key must not be empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "P30D"})
  void a_receipt_is_kept_for_1_minute_to_30_days(String time) {
    Duration validFor = Duration.parse(time);

    assertThat(new Receipt("key", "request", validFor).validFor()).isEqualTo(validFor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1M", "PT0S", "PT59.999999999S", "P30DT0.000000001S"})
  void another_time_is_refused(String time) {
    Duration validFor = Duration.parse(time);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Receipt("key", "request", validFor))
        .withMessage("validFor must be 1 minute to 30 days");
  }
}
