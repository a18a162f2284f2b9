package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whom events name for a change that was made from the command line. */
final class ActorOfToolsTest {

  private static final String TABLE = "actors";

  private final Tools tools = new Tools();

  @AfterEach
  void close() {
    tools.close();
  }

  private void run(String... arguments) {
    assertThat(tools.run(tools.on(TABLE, arguments))).as(tools.err()).isZero();
  }

  @Test
  void an_event_names_the_user_of_the_operating_system_as_an_operator() {
    run("table", "create");

    run("keys", "create", "--name", "back end", "--scope", "read");

    List<Map<String, AttributeValue>> actors =
        tools.all(TABLE).stream()
            .filter(item -> Tools.value(item, "typ").s().equals("tableEvent"))
            .map(item -> Tools.value(item, "actor").m())
            .toList();
    assertThat(actors)
        .containsExactly(
            Map.of(
                "kind",
                AttributeValue.fromS("operator"),
                "id",
                AttributeValue.fromS(System.getProperty("user.name"))));
  }
}
