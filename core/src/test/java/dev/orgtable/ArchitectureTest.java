package dev.orgtable;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The rules of the library's architecture that the compiler does not enforce. */
final class ArchitectureTest {

  private static final String NOUNS = "dev.orgtable";
  private static final String FACTS = "dev.orgtable.facts";
  private static final String LIMIT = "dev.orgtable.limit";
  private static final String KIT = "dev.orgtable.dynamodb";
  private static final String PARALLEL = "dev.orgtable.dynamodb.parallel";
  private static final String RECORD = "dev.orgtable.internal.record";
  private static final String EVENTS = "dev.orgtable.internal.event";
  private static final String WEBHOOK = "dev.orgtable.webhook";
  private static final String WEBHOOK_RECORD = "dev.orgtable.internal.webhook";
  private static final String WEBHOOK_STORE = "dev.orgtable.webhook.store";
  private static final String DELIVERY = "dev.orgtable.internal.delivery";
  private static final String EVENT = "dev.orgtable.event";
  private static final String HISTORY = "dev.orgtable.history";
  private static final String SECRET = "dev.orgtable.internal.secret";
  private static final String INTERNAL = "dev.orgtable.internal";
  private static final String STORE = "dev.orgtable.store";
  private static final String JOB = "dev.orgtable.job";
  private static final String METRICS = "dev.orgtable.metrics";
  private static final String WEB = "dev.orgtable.web";
  private static final String ROLE = "dev.orgtable.role";

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
  void facts_know_the_jdk_and_the_nouns() {
    noClasses()
        .that()
        .resideInAPackage(FACTS)
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(FACTS, NOUNS, "java..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  @Test
  void limits_know_the_jdk() {
    noClasses()
        .that()
        .resideInAPackage(LIMIT)
        .should()
        .dependOnClassesThat(not(resideInAnyPackage(LIMIT, "java..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  @Test
  void the_package_web_depends_on_the_jdk_and_the_value_types() {
    noClasses()
        .that()
        .resideInAPackage(WEB)
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(WEB, NOUNS, "java..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  @Test
  void roles_know_the_jdk_the_nouns_and_facts() {
    noClasses()
        .that()
        .resideInAPackage(ROLE)
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(ROLE, FACTS, NOUNS, "java..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  @Test
  void webhooks_know_the_jdk_the_nouns_and_events() {
    noClasses()
        .that()
        .resideInAPackage(WEBHOOK)
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(WEBHOOK, EVENT, NOUNS, "java..", "org.jspecify.annotations")))
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
  void arrows_point_down() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kit")
        .definedBy(KIT, PARALLEL)
        .layer("nouns")
        .definedBy(NOUNS)
        .layer("facts")
        .definedBy(FACTS, LIMIT, EVENT)
        .layer("roles")
        .definedBy(ROLE)
        .layer("secrets")
        .definedBy(SECRET)
        .layer("records")
        .definedBy(RECORD)
        .layer("events")
        .definedBy(EVENTS)
        .layer("deliveries")
        .definedBy(DELIVERY)
        .layer("webhooks")
        .definedBy(WEBHOOK)
        .layer("records of webhooks")
        .definedBy(WEBHOOK_RECORD)
        .layer("internal")
        .definedBy(INTERNAL)
        .layer("history")
        .definedBy(HISTORY)
        .layer("stores of webhooks")
        .definedBy(WEBHOOK_STORE)
        .layer("store")
        .definedBy(STORE)
        .layer("job")
        .definedBy(JOB)
        .layer("metrics")
        .definedBy(METRICS)
        .whereLayer("metrics")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("job")
        .mayOnlyBeAccessedByLayers("metrics")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("job", "metrics")
        .whereLayer("history")
        .mayOnlyBeAccessedByLayers("store", "job")
        .whereLayer("stores of webhooks")
        .mayOnlyBeAccessedByLayers("store", "job")
        .whereLayer("internal")
        .mayOnlyBeAccessedByLayers("history", "stores of webhooks", "store", "job")
        .whereLayer("records of webhooks")
        .mayOnlyBeAccessedByLayers("internal", "stores of webhooks", "store", "job")
        .whereLayer("deliveries")
        .mayOnlyBeAccessedByLayers("internal", "history", "stores of webhooks", "store", "job")
        .whereLayer("events")
        .mayOnlyBeAccessedByLayers(
            "deliveries", "internal", "history", "stores of webhooks", "store", "job")
        .whereLayer("secrets")
        .mayOnlyBeAccessedByLayers(
            "records", "events", "records of webhooks", "internal", "history", "store", "job")
        .whereLayer("records")
        .mayOnlyBeAccessedByLayers(
            "events",
            "deliveries",
            "records of webhooks",
            "internal",
            "history",
            "stores of webhooks",
            "store",
            "job")
        .check(CLASSES);
  }

  @Test
  void internal_packages_depend_on_the_jdk_the_value_types_the_kit_and_the_sdk() {
    noClasses()
        .that()
        .resideInAnyPackage(
            SECRET,
            RECORD,
            EVENTS,
            DELIVERY,
            WEBHOOK_RECORD,
            INTERNAL,
            HISTORY,
            WEBHOOK_STORE,
            STORE,
            JOB)
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage(
                    NOUNS,
                    FACTS,
                    LIMIT,
                    ROLE,
                    KIT,
                    PARALLEL,
                    SECRET,
                    RECORD,
                    EVENT,
                    EVENTS,
                    DELIVERY,
                    WEBHOOK,
                    WEBHOOK_RECORD,
                    WEBHOOK_STORE,
                    INTERNAL,
                    HISTORY,
                    STORE,
                    JOB,
                    "java..",
                    "javax.crypto..",
                    "com.github.benmanes.caffeine.cache..",
                    "org.jspecify.annotations",
                    "software.amazon.awssdk..")))
        .check(CLASSES);
  }

  /** The limits ask the client for its own, and send nothing. */
  @Test
  void only_the_kit_and_the_schema_call_the_client() {
    Set<String> callers =
        CLASSES.stream()
            .filter(
                type ->
                    type.getMethodCallsFromSelf().stream()
                        .anyMatch(ArchitectureTest::isOfTheClient))
            .map(type -> outermost(type).getSimpleName())
            .collect(Collectors.toSet());

    assertThat(callers).containsExactlyInAnyOrder("Table", "TimeLimits", "Schema");
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
        .containsExactlyInAnyOrder(
            "Table", "TimeLimits", "Connection", "Schema", "Context", "Settings", "Orgtable");
  }

  /** But for the guard of listeners: no caller is told of their exceptions. */
  @Test
  void nobody_prints_logs_or_asks_the_system_for_the_time() {
    noClasses()
        .that()
        .doNotHaveSimpleName("GuardedListener")
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
        .and(
            not(
                JavaClass.Predicates.assignableTo(OrgtableException.class)
                    .and(modifier(JavaModifier.ABSTRACT))))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  @Test
  void no_public_operation_takes_what_is_optional() {
    assertThat(CLASSES.stream())
        .filteredOn(
            type ->
                Set.of(NOUNS, FACTS, LIMIT, ROLE, WEBHOOK, WEBHOOK_STORE, KIT, PARALLEL, STORE)
                    .contains(type.getPackageName()))
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .flatExtracting(JavaClass::getMethods)
        .filteredOn(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filteredOn(method -> method.getRawParameterTypes().stream().anyMatch(this::isOptional))
        .isEmpty();
  }

  private boolean isOptional(JavaClass type) {
    return type.isEquivalentTo(Optional.class);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allMatch(of -> of.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void every_refusal_is_a_final_kind_of_its_own() {
    assertThat(kinds(OrgtableException.class))
        .hasSizeGreaterThan(10)
        .allMatch(kind -> kind.getEnclosingClass() == OrgtableException.class)
        .allMatch(kind -> Modifier.isFinal(kind.getModifiers()))
        .allMatch(kind -> Modifier.isPublic(kind.getModifiers()));
  }

  /** Those about the same have a sealed type in common. */
  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(ArchitectureTest::kinds)
        : Stream.of(type);
  }

  private static boolean isOfTheClient(com.tngtech.archunit.core.domain.JavaMethodCall call) {
    return call.getTargetOwner().isAssignableTo(DynamoDbClient.class);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
