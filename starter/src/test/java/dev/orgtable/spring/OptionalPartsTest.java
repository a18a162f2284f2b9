package dev.orgtable.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.io.ClassPathResource;

/** What an application does not have is not configured, and not needed. */
final class OptionalPartsTest {

  private static final AutoConfigurations ALL =
      AutoConfigurations.of(
          OrgtableAutoConfiguration.class,
          OrgtableHealthAutoConfiguration.class,
          OrgtableMetricsAutoConfiguration.class,
          OrgtableProblemDetailsAutoConfiguration.class,
          OrgtableSecurityAutoConfiguration.class,
          OrgtableWorkerAutoConfiguration.class);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(ALL)
          .withPropertyValues("orgtable.embedded.enabled=true");

  @Test
  void every_auto_configuration_is_listed() throws IOException {
    String listed =
        new ClassPathResource(
                "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(listed.lines())
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                OrgtableAutoConfiguration.class.getName(),
                OrgtableHealthAutoConfiguration.class.getName(),
                OrgtableMetricsAutoConfiguration.class.getName(),
                OrgtableProblemDetailsAutoConfiguration.class.getName(),
                OrgtableSecurityAutoConfiguration.class.getName(),
                OrgtableWorkerAutoConfiguration.class.getName()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.security",
        "org.springframework.security.oauth2",
        "org.springframework.web",
        "org.springframework.boot.health",
        "org.springframework.boot.micrometer",
        "io.micrometer.core",
        "jakarta.servlet"
      })
  void the_store_does_without(String missing) {
    runner
        .withClassLoader(new FilteredClassLoader(missing))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Orgtable.class));
  }

  @Test
  void without_security_there_are_no_access_rules() {
    runner
        .withClassLoader(new FilteredClassLoader("org.springframework.security"))
        .run(context -> assertThat(context).doesNotHaveBean("orgtable"));
  }

  @Test
  void without_oauth_the_application_tells_the_address() {
    ApplicationContextRunner without =
        runner.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"));

    without.run(context -> assertThat(context).doesNotHaveBean("orgtable"));
    without
        .withBean(CallerAddress.class, () -> caller -> java.util.Optional.empty())
        .run(context -> assertThat(context).hasBean("orgtable"));
  }

  /** An expression would find the stores under the name of the access rules. */
  @Test
  void a_store_named_orgtable_is_refused_where_there_are_access_rules() {
    runner
        .withBean("orgtable", Orgtable.class, () -> Orgtable.on(Clients.nowhere(), "theirs"))
        .run(context -> assertThat(context).getFailure().hasMessageContaining("'orgtable'"));
  }

  @Test
  void problem_details_can_be_switched_off() {
    WebApplicationContextRunner web =
        new WebApplicationContextRunner()
            .withConfiguration(ALL)
            .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
            .withPropertyValues("orgtable.embedded.enabled=true");

    web.run(
        context ->
            assertThat(context)
                .hasSingleBean(RefusalHandler.class)
                .hasBean("orgtableRefusalFilter"));
    web.withPropertyValues("orgtable.problem-details.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean(RefusalHandler.class)
                    .doesNotHaveBean("orgtableRefusalFilter"));
  }

  @Test
  void outside_of_the_web_there_are_no_problem_details() {
    runner.run(context -> assertThat(context).doesNotHaveBean(RefusalHandler.class));
  }
}
