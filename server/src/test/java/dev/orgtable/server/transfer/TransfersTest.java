package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.problem.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limit on the number of transfers, under concurrency. */
final class TransfersTest {

  private final List<String> ended = new ArrayList<>();

  /** A transfer that is still ending when the next one is added, as with many threads. */
  private Transfer slow(String name, String address, long bytes) {
    return new Transfer() {
      @Override
      public String address() {
        return address;
      }

      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public void end(Code why) {
        ended.add(name + " " + why);
      }
    };
  }

  @Test
  void of_many_of_an_address_at_once_each_that_is_too_many_pushes_out_another() {
    try (Transfers transfers = new Transfers(2, 10, 1_000, Duration.ofHours(1))) {
      transfers.add(slow("other", "b", 1));

      for (String name : List.of("1", "2", "3", "4", "5")) {
        transfers.add(slow(name, "a", 1));
      }
    }

    assertThat(ended)
        .containsExactly("1 TOO_MANY_REQUESTS", "2 TOO_MANY_REQUESTS", "3 TOO_MANY_REQUESTS");
  }

  @Test
  void of_many_in_all_at_once_each_that_is_too_many_pushes_out_another() {
    try (Transfers transfers = new Transfers(10, 2, 1_000, Duration.ofHours(1))) {
      for (String name : List.of("1", "2", "3", "4")) {
        transfers.add(slow(name, "of " + name, 1));
      }
    }

    assertThat(ended).containsExactly("1 TOO_MANY_REQUESTS", "2 TOO_MANY_REQUESTS");
  }

  @Test
  void transfers_that_take_too_much_memory_give_way_once() {
    try (Transfers transfers = new Transfers(10, 10, 250, Duration.ofHours(1))) {
      for (String name : List.of("1", "2", "3", "4")) {
        transfers.add(slow(name, "a", 100));
      }
    }

    assertThat(ended).containsExactly("1 TOO_MANY_REQUESTS", "2 TOO_MANY_REQUESTS");
  }
}
