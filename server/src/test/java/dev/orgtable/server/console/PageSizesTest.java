package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.TestServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a page of the console shows of what is longer. */
@Tag("slow")
final class PageSizesTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final Pattern NEXT = Pattern.compile("href=\"([^\"]*cursor=[^\"]+)\"");

  private static TestServer server;
  private static BrowserSession operator;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.user(ANN.value());
    server.organisation(ACME.value(), ANN);
    for (int i = 0; i < 25; i++) {
      EmailAddress member = server.user("member" + i + "@example.com");
      server.orgtable().memberships().addMember(member, ACME, Set.of());
      server.orgtable().invitations().invite(invitee(i), ACME, Set.of());
    }
    server.orgtable().invitations().invite(invitee(25), ACME, Set.of());
    for (int i = 0; i < 20; i++) {
      server.organisation("more-" + i, ANN);
    }
    server.issuer().signIn().as(TestServer.OPERATOR);
    operator = new BrowserSession(server.uri()).signIn();
  }

  private static EmailAddress invitee(int number) {
    return EmailAddress.of("invitee" + number + "@example.com");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static long count(String page, String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map(each -> each.group(1))
        .distinct()
        .count();
  }

  private static String next(String page) {
    return NEXT.matcher(page)
        .results()
        .map(each -> each.group(1).replace("&amp;", "&"))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/console/organisations/acme/members, id=\"row-([^\"]+?)-said\"",
    "/console/organisations/acme/invitations, <li data-row id=\"([^\"]+)\""
  })
  void a_page_has_25_rows_and_the_rest_stands_on_the_next(String path, String row) {
    String first = operator.get(path).body();
    String second = operator.get(next(first)).body();

    assertThat(count(first, row)).isEqualTo(25);
    assertThat(count(second, row)).isEqualTo(1);
  }

  @Test
  void a_user_s_page_has_20_organisations_and_20_items_and_the_rest_on_the_next() {
    String path = "/console/users/" + ANN;
    String first = operator.get(path).body();
    String second = operator.get(next(first)).body();
    String organisation = "href=\"/console/organisations/([^\"/#]+)\"";

    assertThat(count(main(first), organisation)).isEqualTo(20);
    assertThat(count(main(second), organisation)).isEqualTo(1);
  }

  /** Without what is shown of the table. */
  private static String main(String page) {
    return page.split("id=\"in-the-table\"", 2)[0];
  }

  @ParameterizedTest
  @CsvSource({"0,422", "1001,422"})
  void a_form_invites_one_to_a_thousand_addresses(int addresses, int status) {
    operator.get("/console/organisations/acme/invitations");
    String emails =
        IntStream.range(0, addresses)
            .mapToObj(i -> "i" + i + "@b.co")
            .collect(Collectors.joining("\n"));

    HttpResponse<String> answer =
        operator.post("/console/organisations/acme/invitations", Map.of("emails", emails));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("must be 1 to 1000");
  }
}
