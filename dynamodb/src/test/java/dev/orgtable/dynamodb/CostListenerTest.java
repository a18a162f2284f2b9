package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several listeners as one. */
final class CostListenerTest {

  private final List<String> heard = new ArrayList<>();

  @Test
  void all_listeners_receive_what_was_answered_and_what_was_cached() {
    CostListener all = CostListener.all(List.of(named("a"), named("b")));

    all.answered(new RequestReport("GetItem", List.of(), Cost.NONE));
    all.cached(3);

    assertThat(heard).containsExactly("a GetItem", "b GetItem", "a 3", "b 3");
  }

  private CostListener named(String name) {
    return new CostListener() {
      @Override
      public void answered(RequestReport report) {
        heard.add(name + " " + report.operation());
      }

      @Override
      public void cached(int items) {
        heard.add(name + " " + items);
      }
    };
  }
}
