package dev.orgtable.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.web.RefusalCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server answers the library's codes as the library gives them. */
final class CodeTest {

  @ParameterizedTest
  @EnumSource
  void every_code_of_the_library_is_one_of_the_server(RefusalCode shared) {
    Code code = Code.valueOf(shared.name());

    assertThat(code.status().value()).isEqualTo(shared.status());
    assertThat(code.title()).isEqualTo(shared.title());
    assertThat(code.text()).isEqualTo(shared.text());
  }
}
