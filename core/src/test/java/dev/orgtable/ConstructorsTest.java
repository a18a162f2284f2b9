package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule about parameters of {@link ArchitectureTest}, for constructors. */
final class ConstructorsTest {

  private static final int FEWEST = 100;

  /** A record's components may be optional, and are parameters of its canonical constructor. */
  @Test
  void no_public_constructor_but_a_canonical_one_takes_what_is_optional() {
    assertThat(
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.orgtable")
                    .stream())
        .filteredOn(type -> !type.getPackageName().startsWith("dev.orgtable.internal"))
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .hasSizeGreaterThan(FEWEST)
        .flatExtracting(JavaClass::getConstructors)
        .filteredOn(constructor -> constructor.getModifiers().contains(JavaModifier.PUBLIC))
        .filteredOn(constructor -> !isCanonical(constructor))
        .filteredOn(
            constructor ->
                constructor.getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Optional.class)))
        .isEmpty();
  }

  private static boolean isCanonical(JavaConstructor constructor) {
    return constructor.getOwner().isRecord()
        && constructor.getRawParameterTypes().stream()
            .map(JavaClass::getName)
            .toList()
            .equals(
                Stream.of(constructor.getOwner().reflect().getRecordComponents())
                    .map(RecordComponent::getType)
                    .map(Class::getName)
                    .toList());
  }
}
