package dev.orgtable.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependency rules of the command line that the compiler does not enforce. */
final class ArchitectureTest {

  private static final String ROOT = ArchitectureTest.class.getPackageName();
  private static final int MOST_CLASSES_OF_A_KNOT = 2;
  private static final int MOST_FILES_OF_A_PACKAGE = 40;
  private static final int MOST_LINES_OF_A_FILE = 400;
  private static final int FEWEST = 20;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(ROOT);

  @Test
  void there_is_no_circle_of_packages() {
    assertThat(Knots.of(arrows(JavaClass::getPackageName))).isEmpty();
  }

  @Test
  void no_more_than_two_classes_hang_on_each_other() {
    Map<String, Set<String>> arrows = arrows(ArchitectureTest::file);

    assertThat(arrows).hasSizeGreaterThan(FEWEST);
    assertThat(Knots.of(arrows)).allMatch(knot -> knot.size() <= MOST_CLASSES_OF_A_KNOT);
  }

  /** Returns the dependencies between classes; nested classes count as their outer class. */
  private static Map<String, Set<String>> arrows(Function<JavaClass, String> name) {
    return CLASSES.stream()
        .collect(
            Collectors.groupingBy(
                name,
                Collectors.flatMapping(
                    type ->
                        type.getDirectDependenciesFromSelf().stream()
                            .map(arrow -> arrow.getTargetClass().getBaseComponentType())
                            .filter(CLASSES::contains)
                            .map(name)
                            .filter(target -> !target.equals(name.apply(type))),
                    Collectors.toSet())));
  }

  /** Maps a nested class to its outer class. */
  private static String file(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  @Test
  void what_is_internal_to_the_library_stays_there() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.orgtable.internal..")
        .check(CLASSES);
  }

  @Test
  void no_failure_is_caught_that_nobody_foresaw() {
    assertThat(CLASSES.stream().flatMap(type -> type.getCodeUnits().stream()))
        .isNotEmpty()
        .flatMap(unit -> unit.getTryCatchBlocks())
        .flatMap(block -> block.getCaughtThrowables())
        .noneMatch(caught -> caught.isEquivalentTo(RuntimeException.class));
  }

  @Test
  void a_package_can_be_kept_in_mind() throws IOException {
    for (String sources : List.of("src/main/java", "src/test/java")) {
      assertThat(sources(sources).stream().collect(Collectors.groupingBy(Path::getParent)))
          .isNotEmpty()
          .allSatisfy(
              (at, files) -> assertThat(files).hasSizeLessThanOrEqualTo(MOST_FILES_OF_A_PACKAGE));
    }
  }

  @Test
  void a_file_can_be_read_at_once() throws IOException {
    assertThat(sources("src"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(MOST_LINES_OF_A_FILE));
  }

  private static List<Path> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
