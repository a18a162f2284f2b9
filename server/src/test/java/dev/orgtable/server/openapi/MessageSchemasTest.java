package dev.orgtable.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.event.EventExample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each type of event has a schema of its own, which tells what its events have and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessageSchemasTest {

  private MessageSchemas schemas;

  @BeforeAll
  void read() {
    try (TestServer server = TestServer.start()) {
      schemas = MessageSchemas.of(server);
    }
  }

  static Stream<EventType> types() {
    return Stream.of(EventType.values()).filter(type -> type != EventType.OTHER);
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_schema_admits_the_example_of_its_type_and_no_other(EventType type) {
    assertThat(type.content().admits(EventExample.of(type).details())).isTrue();
    assertThat(types())
        .allSatisfy(
            other ->
                assertThat(
                        schemas
                            .faults(type, MessageSchemas.message(EventExample.of(other)))
                            .isEmpty())
                    .as("%s by the schema of %s", other, type)
                    .isEqualTo(other == type));
  }

  private List<String> faults(EventType type, UnaryOperator<Details> change) {
    Event example = EventExample.of(type);
    Details changed = change.apply(example.details());
    return schemas.faults(
        type,
        MessageSchemas.message(
            new Event(
                example.log(), example.id(), type, example.actor(), example.cause(), changed)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_schema_admits_each_value_that_its_type_declares_and_no_other(EventType type) {
    assertThat(
            faults(
                type,
                details -> {
                  Map<String, Details.Value> all = new TreeMap<>();
                  type.content().values().forEach(name -> all.put(name, value()));
                  return details.with(new TreeMap<>(all));
                }))
        .isEmpty();
    assertThat(faults(type, details -> details.changing("unknown", "a", "b"))).isNotEmpty();
  }

  private static Details.Value value() {
    return new Details.Value("a", null);
  }

  @Test
  void a_schema_refuses_parts_that_its_type_does_not_have() {
    assertThat(faults(EventType.MEMBER_SUSPENDED, details -> Details.NONE)).isNotEmpty();
    assertThat(
            faults(
                EventType.MEMBER_SUSPENDED, details -> details.adding(Set.of(Group.of("staff")))))
        .isNotEmpty();
    assertThat(faults(EventType.MEMBER_SUSPENDED, details -> details.in(ServiceId.of("wiki"))))
        .isNotEmpty();
  }
}
