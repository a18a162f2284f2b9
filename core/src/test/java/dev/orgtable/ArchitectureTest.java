package dev.orgtable;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The walls of the house that the compiler does not hold. */
final class ArchitectureTest {

  private static final String NOUNS = "dev.orgtable";
  private static final String STORE = "dev.orgtable.store";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.orgtable");

  @Test
  void nouns_know_the_jdk_and_each_other() {
    noClasses()
        .that()
        .resideInAPackage(NOUNS)
        .and()
        .doNotHaveFullyQualifiedName(EmailAddress.class.getName())
        .should()
        .dependOnClassesThat(not(resideInAnyPackage(NOUNS, "java..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  @Test
  void addresses_are_validated_by_jmail_alone() {
    noClasses()
        .that()
        .haveFullyQualifiedName(EmailAddress.class.getName())
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage(
                    NOUNS, "java..", "org.jspecify.annotations", "com.sanctionco.jmail")))
        .check(CLASSES);
  }

  @Test
  void the_store_knows_the_jdk_the_nouns_and_the_sdk() {
    noClasses()
        .that()
        .resideInAPackage(STORE)
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage(
                    NOUNS,
                    STORE,
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations",
                    "software.amazon.awssdk..")))
        .check(CLASSES);
  }

  @Test
  void there_is_no_circle_of_packages() {
    slices().matching("dev.(orgtable..)").should().beFreeOfCycles().check(CLASSES);
  }

  /** The limits ask the client for its own, and send nothing. */
  @Test
  void only_the_table_and_its_schema_call_the_client() {
    Set<String> callers =
        CLASSES.stream()
            .filter(
                type ->
                    type.getMethodCallsFromSelf().stream()
                        .anyMatch(ArchitectureTest::isOfTheClient))
            .map(type -> outermost(type).getSimpleName())
            .collect(Collectors.toSet());

    assertThat(callers).containsExactlyInAnyOrder("Table", "Schema", "TimeLimits");
  }

  @Test
  void the_client_is_known_to_those_who_call_it_and_to_the_way_in() {
    Set<String> holders =
        CLASSES.stream()
            .filter(
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(to -> to.getTargetClass().isAssignableTo(DynamoDbClient.class)))
            .map(type -> outermost(type).getSimpleName())
            .collect(Collectors.toSet());

    assertThat(holders)
        .containsExactlyInAnyOrder("Table", "Schema", "TimeLimits", "Connection", "Orgtable");
  }

  @Test
  void nobody_prints_logs_or_asks_the_system_for_the_time() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.logging", "java.lang.System$Logger", "org.slf4j.."))
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "getLogger", String.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void every_class_is_final_or_sealed() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveFullyQualifiedName(OrgtableException.class.getName())
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .check(CLASSES);
  }

  @Test
  void no_public_operation_takes_or_gives_an_item_of_the_sdk() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(STORE)
        .should()
        .notHaveRawReturnType(resideInAPackage("software.amazon.awssdk.services.dynamodb.model"))
        .check(CLASSES);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allMatch(of -> of.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void every_refusal_is_a_final_kind_of_its_own() {
    assertThat(OrgtableException.class.getPermittedSubclasses())
        .hasSizeGreaterThan(10)
        .allMatch(kind -> kind.getEnclosingClass() == OrgtableException.class)
        .allMatch(kind -> Modifier.isFinal(kind.getModifiers()))
        .allMatch(kind -> Modifier.isPublic(kind.getModifiers()));
  }

  private static boolean isOfTheClient(com.tngtech.archunit.core.domain.JavaMethodCall call) {
    return call.getTargetOwner().isAssignableTo(DynamoDbClient.class);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
