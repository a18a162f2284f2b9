package dev.orgtable.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The examples of the API description are what a server answers, but for times, ids and secrets.
 * {@code -Dorgtable.examples=write} writes them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesTest {

  static final String HOW =
      "; write the examples with mvn verify -Pfast -pl server -am -Dtest=ExamplesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dorgtable.examples=write";
  private static final Path FILE = Path.of("src/main/resources/openapi/examples.json");
  private static final int FEWEST_TYPES = 26;

  private final List<StoredEvents> events = new ArrayList<>();
  private final List<MessageSchemas> schemas = new ArrayList<>();
  private String told = "";

  @BeforeAll
  void tell() {
    told =
        ApiStory.told(
            server -> {
              events.add(StoredEvents.of(server));
              schemas.add(MessageSchemas.of(server));
            });
  }

  @Test
  void the_examples_are_what_a_server_answers() throws IOException {
    if ("write".equals(System.getProperty("orgtable.examples"))) {
      Files.writeString(FILE, told);
    }
    assertThat(Files.readString(FILE)).as("%s differs" + HOW, FILE).isEqualTo(told);
  }

  @Test
  void the_example_of_an_event_has_the_log_and_the_values_of_the_events_of_its_type() {
    assertThat(events.get(0).unlikeTheirExamples()).isEmpty();
    assertThat(events.get(0).types()).hasSizeGreaterThanOrEqualTo(FEWEST_TYPES);
  }

  @Test
  void each_event_conforms_to_the_schema_of_its_type() {
    assertThat(events.get(0).events())
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(schemas.get(0).faults(event.type(), MessageSchemas.message(event)))
                    .as("%s", event)
                    .isEmpty());
  }
}
