package dev.orgtable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CpuTimeTest {

  /** What the shell does: a child that works for a while, for which it waits before it says so. */
  private static final String WORK =
      "bash -c 'for ((i = 0; i < 300000; i++)); do :; done'; echo done; read -r line";

  @ParameterizedTest
  @ValueSource(strings = {"java", "a name) S 1 2 (of", "Web Content"})
  void times_of_a_process_and_of_children_it_waited_for_are_added(String name) {
    String stat =
        "42 ("
            + name
            + ") S 1 42 42 0 -1 4194560 1000 2000 3 4 100 20 3000 400 20 0 35 0 123456 789 10 184467";

    long ticks = CpuTime.ticks(stat);

    assertThat(ticks).isEqualTo(3520);
  }

  @Test
  void a_child_that_has_ended_counts() throws Exception {
    try (Child shell = Child.command(List.of("bash", "-c", WORK))) {
      shell.after("done");

      double millis = shell.cpuMillisOfTree();

      assertThat(millis).isGreaterThan(50);
      assertThat(ProcessHandle.of(shell.pid()).orElseThrow().children()).isEmpty();
    }
  }

  @Test
  void a_child_that_runs_counts() throws Exception {
    String busy =
        "bash -c 'for ((i = 0; i < 300000; i++)); do :; done; echo done; read -r line'; :";
    try (Child shell = Child.command(List.of("bash", "-c", busy))) {
      shell.after("done");

      double millis = shell.cpuMillisOfTree();

      assertThat(millis).isGreaterThan(50);
      assertThat(ProcessHandle.of(shell.pid()).orElseThrow().children()).isNotEmpty();
    }
  }

  @Test
  void a_process_that_is_closed_takes_its_children_with_it() throws Exception {
    List<ProcessHandle> children;
    try (Child shell = Child.command(List.of("bash", "-c", "sleep 100 & echo ready; wait"))) {
      shell.after("ready");
      children = ProcessHandle.of(shell.pid()).orElseThrow().children().toList();
    }

    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
  }
}
