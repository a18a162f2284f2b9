package dev.orgtable.testkit.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java code of the guides is that of this package, which is executed. */
final class GuidesTest {

  private static final Path HERE = Path.of("src/test/java/dev/orgtable/testkit/guides");
  private static final Path GUIDES = Path.of("../docs/guides");
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  /** From here on, a guide shows code of the sample, which has a test of its own. */
  private static final String SPRING = "\n## In Spring Boot\n";

  @ParameterizedTest
  @CsvSource({
    "sign-up.md, 'Onboarding.java, OnboardingTest.java', 11",
    "permission-checks.md, 'PermissionFilter.java, Questions.java', 5",
    "coming-from.md, Migration.java, 1",
    "aws.md, OnAws.java, 1",
    "events.md, 'Auditing.java, Audit.java, Subscribing.java', 6",
    "webhooks.md, Receiving.java, 1"
  })
  void a_guide_shows_code_that_runs(String guide, String sources, int snippets) throws IOException {
    StringBuilder code = new StringBuilder();
    for (String source : sources.split(", ", -1)) {
      code.append(flat(Files.readString(HERE.resolve(source)))).append('\n');
    }

    List<String> shown =
        CODE.matcher(Files.readString(GUIDES.resolve(guide)).split(SPRING, 2)[0])
            .results()
            .map(found -> flat(found.group(1)))
            .toList();

    assertThat(shown).hasSize(snippets).allSatisfy(each -> assertThat(code).contains(each));
  }

  /** These run in the tests of the server, on requests that it sends. */
  @ParameterizedTest
  @CsvSource({"js, verify.js", "python, verify.py"})
  void a_guide_shows_code_of_other_languages_that_runs(String language, String source)
      throws IOException {
    String code = flat(Files.readString(Path.of("../server/src/test/webhooks", source)));

    List<String> shown =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDES.resolve("webhooks.md")))
            .results()
            .map(found -> flat(found.group(1)))
            .toList();

    assertThat(shown).hasSize(1);
    assertThat(code).contains(shown.get(0));
  }

  @Test
  void links_of_the_documentation_lead_to_files_and_headings() throws IOException {
    List<Path> pages =
        new ArrayList<>(
            Stream.of("README", "ARCHITECTURE", "CONTRIBUTING", "SECURITY", "CHANGELOG")
                .map(name -> Path.of("..", name + ".md"))
                .toList());
    try (Stream<Path> documents = Files.walk(Path.of("../docs"))) {
      documents.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
    }

    assertThat(pages).hasSizeGreaterThan(20).allSatisfy(GuidesTest::hasGoodLinks);
  }

  private static void hasGoodLinks(Path page) throws IOException {
    for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
      assertThat(target).as("%s in %s", link.group(), page).exists();
      if (link.group(2) != null) {
        assertThat(headings(target)).as("%s in %s", link.group(), page).contains(link.group(2));
      }
    }
  }

  /** Returns the names by which links lead to the headings of a page. */
  private static List<String> headings(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  private static String flat(String code) {
    return String.join("\n", code.strip().lines().map(String::strip).toList());
  }
}
