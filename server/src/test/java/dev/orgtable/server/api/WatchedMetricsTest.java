package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.CostListener.Retry;
import dev.orgtable.job.InvitationMail;
import dev.orgtable.job.MailFailure;
import dev.orgtable.metrics.MeteredMailer;
import dev.orgtable.metrics.OperationMeters;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboard and the alerts ask for exists, by its name and labels. */
final class WatchedMetricsTest extends ApiTest {

  private static final Path FILES = Path.of("../operations");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without) \\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern SELECTOR = Pattern.compile("([a-z]+(?:_[a-z]+)+)(\\{[^}]*\\})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!=|=)\"([^\"]*)\"");

  /** Labels that Prometheus adds to each target. */
  private static final List<String> OF_THE_TARGET = List.of("instance", "job");

  @TestFactory
  Stream<DynamicTest> every_metric_of_the_dashboard_and_the_alerts_exists() throws IOException {
    List<String> samples = samples();
    List<String> expressions = Stream.concat(dashboard(), alerts()).toList();

    assertThat(expressions).hasSizeGreaterThan(20);
    return expressions.stream()
        .map(
            expression ->
                DynamicTest.dynamicTest(expression, () -> assertExists(expression, samples)));
  }

  private static Stream<String> dashboard() throws IOException {
    JsonNode file =
        JsonMapper.shared().readTree(Files.readString(FILES.resolve("grafana-dashboard.json")));
    return file.findValuesAsString("expr").stream();
  }

  private static Stream<String> alerts() throws IOException {
    JsonNode file =
        JsonMapper.shared()
            .valueToTree(
                new Yaml()
                    .<Map<String, Object>>load(
                        Files.readString(FILES.resolve("prometheus-alerts.yaml"))));
    return file.findValuesAsString("expr").stream();
  }

  private static void assertExists(String expression, List<String> samples) {
    Matcher grouping = GROUPING.matcher(expression);
    List<String> labels = new ArrayList<>();
    while (grouping.find()) {
      labels.addAll(List.of(grouping.group(1).split(", ")));
    }
    String rest = GROUPING.matcher(expression).replaceAll("");
    Matcher selector = SELECTOR.matcher(RANGE.matcher(rest).replaceAll(""));
    int found = 0;
    while (selector.find()) {
      String selectors = selector.group(2) == null ? "" : selector.group(2);
      String name = selector.group(1);
      assertThat(samples.stream().anyMatch(sample -> isOf(sample, name, selectors, labels)))
          .as("there is %s with %s", selector.group(), labels)
          .isTrue();
      found++;
    }
    assertThat(found).isPositive();
  }

  private static boolean isOf(String sample, String name, String matchers, List<String> labels) {
    if (!sample.startsWith(name + "{") && !sample.startsWith(name + " ")) {
      return false;
    }
    boolean matches =
        MATCHER
            .matcher(matchers)
            .results()
            .allMatch(
                each ->
                    each.group(2).equals("=")
                        ? sample.contains(each.group(1) + "=\"" + each.group(3) + "\"")
                        : sample.contains(each.group(1) + "=\""));
    return matches
        && labels.stream()
            .filter(label -> !OF_THE_TARGET.contains(label))
            .allMatch(label -> sample.contains(label + "=\""));
  }

  /** Those of a server, and those of rare events, which no request to it causes at will. */
  private List<String> samples() {
    backEnd().get("/v1/users/nobody@example.com");
    String body = backEnd().get("/metrics").response().body() + rare();
    return body.lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String rare() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    OperationMeters operations = new OperationMeters(meters, observations);
    operations.retried(Retry.CONFLICT);
    operations.observe("worker.removeExpired", () -> true);
    operations.observe("worker.takeOverJob", () -> true);
    failing(operations, new Unavailable("no answer", false, null));
    failing(operations, new UnreadableRecord("id", "rng"));
    failing(operations, new IllegalStateException("a bug"));
    MeteredMailer mailer =
        new MeteredMailer(
            mail -> {
              throw new MailFailure("no mailbox", true, new IOException("550"));
            },
            meters);
    assertThatThrownBy(() -> mailer.send(mail())).isInstanceOf(MailFailure.class);
    return meters.scrape();
  }

  private static void failing(OperationMeters operations, RuntimeException failure) {
    Supplier<String> steps =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> operations.observe("users.get", steps)).isSameAs(failure);
  }

  private static InvitationMail mail() {
    OrganisationId acme = OrganisationId.of("acme");
    Instant now = Instant.EPOCH;
    return new InvitationMail(
        new Invitation(
            MembershipId.random(),
            acme,
            EmailAddress.of("bob@example.com"),
            Set.of(),
            "",
            now,
            now.plusSeconds(1)),
        new Organisation(acme, "Acme", now, 1),
        "token");
  }
}
