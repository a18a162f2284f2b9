package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as stored in the table. */
final class Rfc3339Test {

  /** Years 1 to 9999. */
  private static final long FIRST = -62_135_596_800L;

  private static final long LAST = 253_402_300_799L;

  private static final int SECOND = 1_000_000_000;

  private static final long SEED = Long.getLong("orgtable.seed", 1);
  private static final int SAMPLES = 1000;

  @Test
  void a_time_reads_as_it_was_written() {
    assertThat(times(FIRST, LAST))
        .as("-Dorgtable.seed=%d", SEED)
        .allSatisfy(time -> assertThat(Rfc3339.read(time.toString())).isEqualTo(time));
  }

  @Test
  void a_time_is_written_as_an_instant_writes_itself() {
    assertThat(times(2 * FIRST, 2 * LAST))
        .as("-Dorgtable.seed=%d", SEED)
        .allSatisfy(time -> assertThat(Rfc3339.write(time)).isEqualTo(time.toString()));
  }

  /** Returns the first and the last second, and random ones, in any precision. */
  private static List<Instant> times(long first, long last) {
    Random random = new Random(SEED);
    LongStream seconds =
        LongStream.concat(
            LongStream.of(first, -1, 0, 1, last), random.longs(SAMPLES, first, last + 1));
    return seconds
        .mapToObj(
            second -> {
              long unit = (long) Math.pow(10, random.nextInt(10));
              return Instant.ofEpochSecond(second, random.nextInt(SECOND) / unit * unit);
            })
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "2024-02-29T01:02:03.040Z",
        "2024-02-29T01:02:03.040050Z",
        "2024-02-29T01:02:03.040050006Z"
      })
  void a_time_is_written_in_its_precision(String text) {
    assertThat(Rfc3339.write(Instant.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T15:24:59Z, 2026-11-23T15:24:59Z",
    "2026-11-23T15:24:59.5Z, 2026-11-23T15:24:59.500Z",
    "2026-11-23T15:24:59.000000001Z, 2026-11-23T15:24:59.000000001Z",
    "2026-11-23T15:24:59.12345678Z, 2026-11-23T15:24:59.123456780Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2026-11-23T15:24:59+01:00, 2026-11-23T14:24:59Z",
    "2026-11-23T15:24:59.5-00:30, 2026-11-23T15:54:59.500Z",
    "2026-11-23T15:24Z, 2026-11-23T15:24:00Z",
    "2026-11-23T15:24+01:00, 2026-11-23T14:24:00Z",
    "2026-11-23T15:24:59+01, 2026-11-23T14:24:59Z"
  })
  void times_written_by_other_programs_are_read(String text, String time) {
    assertThat(Rfc3339.read(text)).isEqualTo(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-23",
        "2026-11-23T15:24:59",
        "2026-11-23T15:24:59.1234567890Z",
        "2026-11-23T15:24:60.5Z",
        "2026-11-23T25:24:59Z",
        "2026-13-23T15:24:59Z",
        "2026-02-29T15:24:59Z",
        "2026-11-23 15:24:59Z",
        "2026-11-23T15:24:59Zx",
        "+026-11-23T15:24:59Z",
        "2026-11-23T-5:24:59Z",
        "20261-1-23T15:24:59Z"
      })
  void an_invalid_time_is_refused(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Rfc3339.read(text));
  }
}
