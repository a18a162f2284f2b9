package dev.orgtable.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules that the compiler does not enforce: for the whole program with the library, and for the
 * sources of all modules. Rules for the library alone are in its own test.
 */
final class ArchitectureTest {

  private static final int MOST_CLASSES_OF_A_KNOT = 2;
  private static final int MOST_FILES_OF_A_PACKAGE = 40;
  private static final int MOST_LINES_OF_A_FILE = 400;
  private static final int FEWEST = 500;
  private static final int FEWEST_DOCUMENTS = 50;
  private static final int MOST_COLUMNS_OF_A_DOCUMENT = 120;

  /** One file for all refusals, since they are one sealed type. */
  private static final Set<String> LONG_FILES = Set.of("OrgtableException.java");

  /**
   * The first six run code of applications, and report whatever it throws or pass it on. The last
   * two call methods that declare {@code Exception}.
   */
  private static final Set<String> CATCH_ANYTHING =
      Set.of(
          "DeliveryWork",
          "GuardedListener",
          "GuardedSteps",
          "IdempotentCommit",
          "JobRun",
          "OperationMeters",
          "SendMail",
          "Subscriber",
          "Table",
          "Worker",
          "LoopbackEndpoint",
          "Shell");

  /** The library for one table, what is nobody's API, and the programs. */
  private static final Pattern MAY_NAME_ITEMS =
      Pattern.compile("dev\\.orgtable\\.(dynamodb|internal|server|cli)(\\..+)?");

  /** The first copies a table, and the second fills one: both write many items as they are. */
  private static final Set<String> HANDLE_ITEMS = Set.of("Items", "Demo");

  /** A sealed interface names the classes that it permits, and they name it. */
  private static final Set<Set<String>> LARGER_KNOTS =
      Set.of(
          Set.of(
              "dev.orgtable.embedded.DataDirectory",
              "dev.orgtable.embedded.DynamoDbLocal",
              "dev.orgtable.embedded.Dynoxide",
              "dev.orgtable.embedded.Engine"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes/"))
          .importPackages("dev.orgtable");

  private static final Jdeps JDEPS =
      Jdeps.of(CLASSES.stream().map(ArchitectureTest::root).collect(Collectors.toSet()));

  @Test
  void there_is_no_circle_of_packages() {
    assertThat(Knots.of(JDEPS.arrows(Jdeps::packageOf))).isEmpty();
  }

  @Test
  void no_more_than_two_classes_hang_on_each_other() {
    Map<String, Set<String>> arrows = JDEPS.arrows(Jdeps::outermost);

    assertThat(arrows).hasSizeGreaterThan(FEWEST);
    assertThat(Knots.of(arrows).stream().filter(knot -> knot.size() > MOST_CLASSES_OF_A_KNOT))
        .containsExactlyInAnyOrderElementsOf(LARGER_KNOTS);
  }

  /** {@code Suspension} has nothing but a constant, which javac copies. */
  @Test
  void a_class_depends_on_the_class_of_a_constant() {
    assertThat(JDEPS.arrows(Jdeps::outermost))
        .hasEntrySatisfying(
            "dev.orgtable.internal.record.Conditions",
            targets -> assertThat(targets).contains("dev.orgtable.internal.record.Suspension"));
  }

  /** Returns the directory or the JAR file that a class was read from. */
  private static Path root(JavaClass type) {
    String file = type.getName().replace('.', '/') + ".class";
    String location = type.getSource().orElseThrow().getUri().toString();
    return Path.of(
        URI.create(location.replaceFirst("^jar:", "").replace(file, "").replaceFirst("!/$", "")));
  }

  @Test
  void internal_packages_are_used_by_the_library_only() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.orgtable.server..", "dev.orgtable.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.orgtable.internal..")
        .check(CLASSES);
  }

  /** The classes of these modules are not all on the path of this test. */
  @Test
  void nothing_above_core_and_maintenance_imports_what_is_internal() throws IOException {
    assertThat(sources().filter(ArchitectureTest::isAboveTheLibrary))
        .hasSizeGreaterThan(FEWEST / 2)
        .noneMatch(
            file ->
                read(file).stream()
                    .anyMatch(line -> line.startsWith("import dev.orgtable.internal.")));
  }

  private static boolean isAboveTheLibrary(Path file) {
    return file.toString().contains("/src/main/")
        && !file.startsWith("../core")
        && !file.startsWith("../maintenance");
  }

  @Test
  void public_operations_neither_take_nor_return_items_of_the_sdk() {
    assertThat(
            CLASSES.stream()
                .filter(type -> !MAY_NAME_ITEMS.matcher(type.getPackageName()).matches())
                .filter(ArchitectureTest::isPublic)
                .filter(type -> type.getMethods().stream().anyMatch(ArchitectureTest::namesAnItem)))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrderElementsOf(HANDLE_ITEMS);
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }

  private static boolean namesAnItem(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .anyMatch(
                type ->
                    type.getPackageName().equals("software.amazon.awssdk.services.dynamodb.model")
                        || type.getSimpleName().equals("Item"));
  }

  @Test
  void only_those_who_run_the_code_of_others_catch_whatever_it_throws() {
    assertThat(CLASSES.stream().filter(ArchitectureTest::catchesAnything))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrderElementsOf(CATCH_ANYTHING);
  }

  private static boolean catchesAnything(JavaClass type) {
    return type.getCodeUnits().stream()
        .flatMap(unit -> unit.getTryCatchBlocks().stream())
        .flatMap(block -> block.getCaughtThrowables().stream())
        .anyMatch(
            caught ->
                caught.isEquivalentTo(RuntimeException.class)
                    || caught.isEquivalentTo(Exception.class));
  }

  @Test
  void no_class_has_a_field_that_is_optional() {
    assertThat(CLASSES.stream().filter(type -> !type.isRecord()))
        .flatExtracting(JavaClass::getFields)
        .filteredOn(field -> field.getRawType().isEquivalentTo(Optional.class))
        .isEmpty();
  }

  @Test
  void a_package_can_be_kept_in_mind() throws IOException {
    assertThat(sources().collect(Collectors.groupingBy(Path::getParent)))
        .hasSizeGreaterThan(MOST_FILES_OF_A_PACKAGE)
        .allSatisfy(
            (at, files) -> assertThat(files).hasSizeLessThanOrEqualTo(MOST_FILES_OF_A_PACKAGE));
  }

  @Test
  void a_file_can_be_read_at_once() throws IOException {
    assertThat(sources().filter(file -> !LONG_FILES.contains(file.getFileName().toString())))
        .hasSizeGreaterThan(FEWEST)
        .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(MOST_LINES_OF_A_FILE));
  }

  @Test
  void documents_are_wrapped() throws IOException {
    assertThat(files(".md"))
        .hasSizeGreaterThan(FEWEST_DOCUMENTS)
        .allSatisfy(file -> assertThat(longLines(file)).isEmpty());
  }

  /** Returns the lines that should be wrapped: not those of tables, images and code. */
  private static List<String> longLines(Path file) {
    List<String> found = new ArrayList<>();
    boolean code = false;
    for (String line : read(file)) {
      code ^= line.startsWith("```");
      boolean prose = !code && !line.startsWith("|") && !line.startsWith("!");
      if (prose && line.length() > MOST_COLUMNS_OF_A_DOCUMENT) {
        found.add(line);
      }
    }
    return found;
  }

  /** Returns the source files of all modules, without those that only describe a package. */
  private static Stream<Path> sources() throws IOException {
    return files(".java").stream().filter(file -> !file.endsWith("package-info.java"));
  }

  private static List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/node_modules/"))
          .toList();
    }
  }

  private static int lines(Path file) {
    return read(file).size();
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
