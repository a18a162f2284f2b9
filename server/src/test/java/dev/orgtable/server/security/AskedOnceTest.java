package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AskedOnceTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final AtomicBoolean up = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private final AskedOnce<String> provider = new AskedOnce<>(this::ask, nanos::get);

  private String ask() {
    asked.incrementAndGet();
    if (!up.get()) {
      throw new IllegalStateException("down");
    }
    return "answer";
  }

  @Test
  void a_failed_question_is_repeated_after_five_seconds_and_not_before() {
    assertThatIllegalStateException().isThrownBy(provider::get).withMessage("down");
    up.set(true);

    assertThatIllegalStateException().isThrownBy(provider::get);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
    assertThatIllegalStateException().isThrownBy(provider::get);
    assertThat(asked).hasValue(1);
    nanos.incrementAndGet();
    assertThat(provider.get()).isEqualTo("answer");
  }

  @Test
  void an_answered_question_is_never_repeated() {
    up.set(true);
    provider.get();

    nanos.addAndGet(Duration.ofDays(1).toNanos());
    up.set(false);

    assertThat(provider.get()).isEqualTo("answer");
    assertThat(asked).hasValue(1);
  }
}
