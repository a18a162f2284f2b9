package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of listeners that fail: operations do what they do without one. */
final class FailingListenersContract extends TableContract {

  private static final Logger LOGGER = Logger.getLogger(CostListener.class.getName());

  private final List<LogRecord> logged = new CopyOnWriteArrayList<>();

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  private void writesAreTold(CostListener listener) {
    Orgtable observed = on(client(), settings().withCosts(listener));

    User created = observed.users().create(User.of(ANN, profile(ANN), CREATED));

    assertThat(created.email()).isEqualTo(ANN);
    assertThat(observed.users().get(ANN)).isEqualTo(created);
    assertThatThrownBy(() -> observed.users().create(User.of(ANN, profile(ANN), CREATED)))
        .isInstanceOf(UserAlreadyExists.class);
    assertThat(logged).singleElement().satisfies(line -> assertThat(line.getThrown()).isNotNull());
  }

  @Test
  void a_report_that_fails_does_not_hide_a_write() {
    writesAreTold(
        report -> {
          throw new IllegalStateException("no report");
        });
  }

  @Test
  void a_listener_that_fails_before_the_steps_does_not_keep_them_from_running() {
    writesAreTold(
        new Observer() {
          @Override
          public <T extends @Nullable Object> T observe(String operation, Supplier<T> steps) {
            throw new IllegalStateException("not started");
          }
        });
  }

  @Test
  void a_listener_that_fails_after_the_steps_does_not_hide_their_result() {
    writesAreTold(
        new Observer() {
          @Override
          public <T extends @Nullable Object> T observe(String operation, Supplier<T> steps) {
            try {
              return steps.get();
            } finally {
              fail();
            }
          }
        });
  }

  private static void fail() {
    throw new IllegalStateException("not stopped");
  }

  @Test
  void a_listener_that_runs_the_steps_again_gets_the_first_result() {
    Orgtable observed =
        on(
            client(),
            settings()
                .withCosts(
                    new Observer() {
                      @Override
                      public <T extends @Nullable Object> T observe(
                          String operation, Supplier<T> steps) {
                        T first = steps.get();
                        T again = steps.get();
                        assertThat(again).isSameAs(first);
                        return again;
                      }
                    }));

    assertThat(observed.users().create(User.of(ANN, profile(ANN), CREATED)).email()).isEqualTo(ANN);
    assertThat(logged).isEmpty();
  }

  @Test
  void a_listener_that_fails_does_not_keep_reports_from_others() {
    List<RequestReport> heard = new CopyOnWriteArrayList<>();

    writesAreTold(
        CostListener.all(
            List.of(
                report -> {
                  throw new IllegalStateException("no report");
                },
                heard::add)));

    assertThat(heard).hasSizeGreaterThan(2);
  }

  private interface Observer extends CostListener {
    @Override
    default void answered(RequestReport report) {}
  }
}
