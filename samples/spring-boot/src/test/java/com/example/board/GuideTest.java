package com.example.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code of the guide is that of the sample, which is tested. */
final class GuideTest {

  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void the_guide_shows_code_of_the_sample() throws IOException {
    String guide = Files.readString(Path.of("../../docs/spring-boot.md"));
    List<String> shown = CODE.matcher(guide).results().map(found -> found.group(1)).toList();

    String sample = sources();

    assertThat(shown).hasSize(4).allSatisfy(code -> assertThat(sample).contains(flat(code)));
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
