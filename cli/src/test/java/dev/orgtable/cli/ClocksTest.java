package dev.orgtable.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clocks used by the whole program. The time of day comes from a {@link Clock} provided by one
 * class per module; durations are measured by {@link System#nanoTime}, since the time of day may be
 * adjusted.
 */
@Tag("slow")
final class ClocksTest {

  /** The classes that provide the system clock. */
  private static final Set<String> SOURCES =
      Set.of("dev.orgtable.store.Settings", "dev.orgtable.server.OrgtableServer");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.orgtable");

  @Test
  void all_modules_are_looked_at() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.orgtable.store",
            "dev.orgtable.embedded",
            "dev.orgtable.server.web",
            "dev.orgtable.cli");
  }

  @Test
  void only_the_sources_of_a_clock_ask_the_system_for_the_time_of_day() {
    Set<String> askers =
        CLASSES.stream()
            .filter(
                type ->
                    type.getCodeUnitAccessesFromSelf().stream()
                        .anyMatch(call -> tellsTheTimeOfDay(call.getTarget())))
            .map(type -> type.getName().replaceFirst("\\$.*", ""))
            .collect(Collectors.toSet());

    assertThat(askers).isNotEmpty().isSubsetOf(SOURCES);
  }

  private static boolean tellsTheTimeOfDay(CodeUnitAccessTarget called) {
    JavaClass owner = called.getOwner();
    boolean noClockGiven =
        called.getRawParameterTypes().stream().noneMatch(type -> type.isAssignableTo(Clock.class));
    return switch (called.getName()) {
      case "now" -> owner.getPackageName().startsWith("java.time") && noClockGiven;
      case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
      case "getInstance" -> owner.isEquivalentTo(Calendar.class);
      case "<init>" -> owner.isEquivalentTo(Date.class) && called.getRawParameterTypes().isEmpty();
      default -> owner.isEquivalentTo(Clock.class) && isOfTheSystem(called);
    };
  }

  private static boolean isOfTheSystem(CodeUnitAccessTarget called) {
    return called.getName().startsWith("system")
        || List.of("tickMillis", "tickSeconds", "tickMinutes").contains(called.getName());
  }

  /** Default settings use a monotonic clock or the time of day. */
  @ParameterizedTest
  @CsvSource({
    "Bucket,builder,withCustomTimePrecision|withNanosecondPrecision",
    "Caffeine,newBuilder,ticker",
    "JwtTimestampValidator,<init>,setClock",
    "OidcIdTokenValidator,<init>,setClock"
  })
  void clients_of_applications_get_a_clock(String owner, String made, String given) {
    Set<JavaCodeUnit> makers =
        CLASSES.stream()
            .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
            .filter(call -> call.getTargetOwner().getSimpleName().equals(owner))
            .filter(call -> call.getTarget().getName().equals(made))
            .map(call -> call.getOrigin())
            .collect(Collectors.toSet());

    assertThat(makers)
        .isNotEmpty()
        .allMatch(
            maker ->
                maker.getMethodCallsFromSelf().stream()
                    .anyMatch(call -> call.getTarget().getName().matches(given)));
  }

  @Test
  void no_timer_runs_by_the_time_of_day() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are timers by the time of day",
                type ->
                    type.getName().equals("java.util.Timer")
                        || type.getName().equals("org.springframework.util.StopWatch")))
        .check(CLASSES);
  }
}
