package dev.orgtable.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Editors and the guide know every property. */
final class MetadataTest {

  private static final Path GUIDE = Path.of("../docs/spring-boot.md");

  @Test
  void every_property_is_described_and_in_the_guide() throws IOException {
    List<JsonNode> properties = properties();
    String guide = Files.readString(GUIDE);

    assertThat(properties).hasSize(20);
    assertThat(properties)
        .allSatisfy(
            property -> {
              assertThat(property.path("description").asString("")).as("%s", property).isNotBlank();
              assertThat(guide).contains("\n| `" + property.path("name").asString("") + "` | ");
            });
  }

  private static List<JsonNode> properties() throws IOException {
    String metadata =
        new ClassPathResource("META-INF/spring-configuration-metadata.json")
            .getContentAsString(StandardCharsets.UTF_8);
    List<JsonNode> properties = new ArrayList<>();
    JsonMapper.shared()
        .readTree(metadata)
        .path("properties")
        .forEach(
            property -> {
              if (property.path("name").asString("").startsWith("orgtable.")) {
                properties.add(property);
              }
            });
    return properties;
  }
}
