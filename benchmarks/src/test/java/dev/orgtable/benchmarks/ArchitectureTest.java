package dev.orgtable.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The program has a test of this kind for all other modules, on which this one does not depend. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.orgtable.benchmarks");

  @Test
  void there_is_no_circle_of_packages() {
    assertNoCircle("package", JavaClass::getPackageName);
  }

  @Test
  void no_two_classes_hang_on_each_other() {
    assertNoCircle("file", type -> type.getName().replaceFirst("\\$.*", ""));
  }

  private static void assertNoCircle(String kind, Function<JavaClass, String> slice) {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return CLASSES.contains(type)
                    ? SliceIdentifier.of(slice.apply(type))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "each " + kind;
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }
}
