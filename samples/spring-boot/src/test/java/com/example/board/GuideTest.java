package com.example.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of the guides is that of the sample, which is tested. */
final class GuideTest {

  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({"spring-boot.md, 4", "guides/permission-checks.md, 2"})
  void a_guide_shows_code_of_the_sample(String name, int snippets) throws IOException {
    String guide = Files.readString(Path.of("../../docs").resolve(name));
    String part = guide.substring(Math.max(guide.indexOf("\n## In Spring Boot\n"), 0));
    List<String> shown = CODE.matcher(part).results().map(found -> found.group(1)).toList();

    String sample = sources();

    assertThat(shown).hasSize(snippets).allSatisfy(code -> assertThat(sample).contains(flat(code)));
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        all.append(flat(Files.readString(file))).append('\n');
      }
    }
    return all.toString();
  }

  private static String flat(String code) {
    return String.join("\n", code.strip().lines().map(String::strip).toList());
  }
}
