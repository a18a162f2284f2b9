package dev.orgtable.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The template that infrastructure as code uses. */
final class TableTemplateTest {

  /** {@code orgtable table template > infrastructure/table.json} writes it. */
  @Test
  void the_file_of_the_infrastructure_is_the_template_of_this_version() {
    assertThat(Path.of("../infrastructure/table.json"))
        .content()
        .isEqualTo(Schema.cloudFormation());
  }
}
