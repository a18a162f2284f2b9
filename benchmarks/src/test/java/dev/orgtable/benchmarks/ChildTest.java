package dev.orgtable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ChildTest {

  @Test
  void text_after_the_beginning_of_a_line_is_reported() throws Exception {
    try (Child child =
        Child.command(List.of(Child.java(), "-XshowSettings:properties", "-version"))) {
      String version = child.after("    java.version = ");

      assertThat(version).isEqualTo(System.getProperty("java.version"));
    }
  }

  @Test
  void a_process_that_ends_without_its_line_is_told_with_what_it_said() throws Exception {
    try (Child child = Child.command(List.of(Child.java(), "-no-such-option"))) {
      ThrowingCallable wait = () -> child.after("ready");

      assertThatIllegalStateException()
          .isThrownBy(wait)
          .withMessageContaining("Unrecognized option");
    }
  }

  @Test
  void a_process_that_fails_is_told_with_what_it_said() throws Exception {
    try (Child child = Child.command(List.of(Child.java(), "-no-such-option"))) {
      ThrowingCallable finish = child::finish;

      assertThatIllegalStateException()
          .isThrownBy(finish)
          .withMessageContaining("Unrecognized option");
    }
  }

  @Test
  void variables_of_the_benchmarks_are_not_passed_on() throws Exception {
    ProcessBuilder env =
        new ProcessBuilder(
            "sh", "-c", "echo seen=$ORGTABLE_BEFORE $ORGTABLE_PEERS $ORGTABLE_ENGINE");
    env.environment().put("ORGTABLE_BEFORE", "before");
    env.environment().put("ORGTABLE_PEERS", "peers");
    env.environment().put("ORGTABLE_ENGINE", "engine");

    try (Child child = Child.start(env)) {
      String seen = child.after("seen=");

      assertThat(seen.strip()).isEqualTo("engine");
    }
  }
}
