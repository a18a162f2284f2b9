package dev.orgtable.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The examples of the API description are what a server answers, but for times, ids and secrets.
 * {@code -Dorgtable.examples=write} writes them.
 */
final class ExamplesTest {

  static final String HOW =
      "; write the examples with mvn verify -Pfast -pl server -am -Dtest=ExamplesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dorgtable.examples=write";
  private static final Path FILE = Path.of("src/main/resources/openapi/examples.json");

  @Test
  void the_examples_are_what_a_server_answers() throws IOException {
    String told = ApiStory.told();

    if ("write".equals(System.getProperty("orgtable.examples"))) {
      Files.writeString(FILE, told);
    }
    assertThat(Files.readString(FILE)).as("%s differs" + HOW, FILE).isEqualTo(told);
  }
}
