package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.testkit.Crowd;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The pages of a large organisation cost as much as those of a small one. The system property
 * {@code orgtable.large} sets the size; the median times of {@code orgtable.large.rounds} rounds
 * are printed.
 */
final class LargeOrganisationTest extends ConsoleTest {

  /** More than one page, so that both sizes show a full page. */
  private static final int SMALL = 30;

  private static final int LARGE = Integer.getInteger("orgtable.large", 600);
  private static final int ATTEMPTS = 4;
  private static final int ROUNDS = Integer.getInteger("orgtable.large.rounds", 3);
  private static final List<String> PAGES = List.of("", "/members", "/invitations", "/services");

  private OrganisationId of(String name, int members) {
    EmailAddress ann = server().user(address("ann." + name).value());
    OrganisationId organisation = server().organisation(name(name), ann);
    new Crowd(server().client(), server().table(), organisation)
        .join(members, Set.of(Group.of("staff")));
    return organisation;
  }

  private static String cost(Visitor operator, OrganisationId organisation, String page) {
    String path = "/console/organisations/" + organisation + page;
    return operator
        .page()
        .navigate(server().uri() + path)
        .headerValue("Orgtable-Cost")
        .replaceAll("write.*", "");
  }

  private static double millis(Visitor operator, OrganisationId organisation, String page) {
    return operator
        .page()
        .navigate(server().uri() + "/console/organisations/" + organisation + page)
        .request()
        .timing()
        .responseStart;
  }

  /** Returns the medians of both, measured alternately. */
  private static double[] medians(
      Visitor operator, OrganisationId small, OrganisationId large, String page) {
    double[] ofSmall = new double[ROUNDS];
    double[] ofLarge = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ofSmall[round] = millis(operator, small, page);
      ofLarge[round] = millis(operator, large, page);
    }
    Arrays.sort(ofSmall);
    Arrays.sort(ofLarge);
    return new double[] {ofSmall[ROUNDS / 2], ofLarge[ROUNDS / 2]};
  }

  @Test
  @SuppressWarnings("SystemOut") // the figures are for whoever runs it to read
  void pages_of_a_large_organisation_cost_what_those_of_a_small_one_do() {
    OrganisationId small = of("small", SMALL);
    EmailAddress first = Crowd.member(0);
    store().users().delete(first);
    OrganisationId large = of("large", LARGE);
    Visitor operator = operator();

    for (String page : PAGES) {
      String ofSmall = "";
      String ofLarge = "none";
      // The roles are read once in some seconds, which may be between the two.
      for (int i = 0; i < ATTEMPTS && !ofLarge.equals(ofSmall); i++) {
        ofSmall = cost(operator, small, page);
        ofLarge = cost(operator, large, page);
      }

      double[] millis = medians(operator, small, large, page);
      System.out.printf(
          "page '%s' of %d members: %.1f ms, of %d: %.1f ms, ratio %.2f%n",
          page, SMALL, millis[0], LARGE, millis[1], millis[1] / millis[0]);
      assertThat(ofLarge).as("page '%s' of %d members", page, LARGE).isEqualTo(ofSmall);
    }
  }
}
