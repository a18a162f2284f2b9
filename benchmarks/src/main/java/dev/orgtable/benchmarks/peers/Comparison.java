package dev.orgtable.benchmarks.peers;

import dev.orgtable.benchmarks.Callers;
import dev.orgtable.benchmarks.Database;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Rounds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The results by kind of work and peer, and their section of the page. */
final class Comparison {

  static final String OURS = "Orgtable";
  static final List<String> PEERS = List.of("Keycloak", "better-auth");

  private static final String MISSING = "to be measured";

  private final Map<Work, Map<String, List<Window>>> seen = new EnumMap<>(Work.class);

  /**
   * What one window took.
   *
   * @param rate calls a second
   * @param cpu processor time of server and database per call, in ms
   * @param database that of the database alone
   */
  record Window(double rate, double cpu, double database) {

    double server() {
      return cpu - database;
    }
  }

  /** Adds the next round's window. */
  void add(Work work, String peer, Window window) {
    of(work, peer).add(window);
  }

  private List<Window> of(Work work, String peer) {
    return seen.computeIfAbsent(work, any -> new LinkedHashMap<>())
        .computeIfAbsent(peer, any -> new ArrayList<>());
  }

  /** Returns how often a value of one peer is that of another, in the median round. */
  String ratio(Work work, String peer, String to, ToDoubleFunction<Window> value) {
    if (of(work, peer).isEmpty() || of(work, to).isEmpty()) {
      return MISSING;
    }
    return Rounds.ratio(values(work, peer, value), values(work, to, value)).text(1);
  }

  private List<Double> values(Work work, String peer, ToDoubleFunction<Window> value) {
    return of(work, peer).stream().map(value::applyAsDouble).toList();
  }

  private String cell(Work work, String peer, ToDoubleFunction<Window> value, int digits) {
    List<Double> values = values(work, peer, value);
    return values.isEmpty() ? MISSING : Rounds.of(values).text(digits);
  }

  /** Returns the section of the page. */
  String text(Plan plan, Town town, Versions versions) {
    return "## Beside Keycloak and better-auth\n\n"
        + method(plan, town, versions)
        + "\n\n"
        + ratios()
        + "\nA ratio of processor time above 1 means that the peer takes more than Orgtable; a ratio"
        + " of rates above 1 means that Orgtable answers more. Where it is below 1, Orgtable loses. The"
        + " engine here is one for developers: on Amazon DynamoDB its processor time is not yours, and"
        + " its latency comes on top, so these rates do not hold there. better-auth's server uses one"
        + " of the two processors, which lowers its rate, not its processor time.\n\n"
        + absolute()
        + "\n"
        + differences();
  }

  private Markdown ratios() {
    Markdown table =
        new Markdown(
            "work",
            "Keycloak's CPU to ours",
            "better-auth's CPU to ours",
            "Keycloak's server alone to ours",
            "better-auth's server alone to ours",
            "our rate to Keycloak's",
            "our rate to better-auth's");
    for (Work work : Work.values()) {
      List<String> cells = new ArrayList<>(List.of(work.title()));
      PEERS.forEach(peer -> cells.add(ratio(work, peer, OURS, Window::cpu)));
      PEERS.forEach(peer -> cells.add(ratio(work, peer, OURS, Window::server)));
      PEERS.forEach(peer -> cells.add(ratio(work, OURS, peer, Window::rate)));
      table.row(cells.toArray());
    }
    return table;
  }

  private Markdown absolute() {
    Markdown table =
        new Markdown(
            "work",
            "who",
            "calls a second",
            "CPU ms a call",
            "of it the server's",
            "of it the database's");
    for (Work work : Work.values()) {
      for (String peer : List.of(OURS, PEERS.get(0), PEERS.get(1))) {
        table.row(
            work.title(),
            peer,
            cell(work, peer, Window::rate, 0),
            cell(work, peer, Window::cpu, 2),
            cell(work, peer, Window::server, 2),
            cell(work, peer, Window::database, 2));
      }
    }
    return table;
  }

  private static String method(Plan plan, Town town, Versions versions) {
    return "Orgtable's server on "
        + Database.title()
        + " (`"
        + String.join(" ", Ours.OPTIONS)
        + "`), Keycloak "
        + versions.keycloak()
        + " with its organisations (its own options with the G1 collector, heap of 1 GB, no cluster, caches that hold all users), and better-auth "
        + versions.betterAuth()
        + " with its organization plugin on Node "
        + versions.node()
        + " in one process, each on a PostgreSQL "
        + versions.postgres()
        + " of its own, with default settings but for a limit of 200 connections. Both Java servers run on the JDK below. All data"
        + " are on disk. Servers, databases and callers share one machine; "
        + Callers.COUNT
        + " callers make one call after the other with one HTTP client. No server logs requests. All have the same data: 500"
        + " users, each in four of 100 organisations, so that an organisation has 21 members with its"
        + " owner, and one organisation with "
        + String.format("%,d", town.large())
        + " more; 1,000 others create organisations. Some answers of each kind are compared with the data before and after. Each kind of"
        + " work is warmed up for "
        + plan.warmUps() * plan.window().toSeconds()
        + " s, or less if it has made "
        + String.format(Locale.ROOT, "%,d", plan.warmCalls())
        + " calls and the processor time per call of three windows of "
        + plan.window().toSeconds()
        + " s is within 10 %. Then "
        + plan.rounds()
        + " rounds of "
        + plan.window().toSeconds()
        + " s for each, in an order that changes with each round; median of the rounds"
        + " (minimum–maximum), ratios within a round. Processor time is that of all processes of a"
        + " server and its database, from `/proc`; that of the callers is not included, but it lowers"
        + " all rates.";
  }

  private static String differences() {
    return """
        What is not the same:

        - Rights. Orgtable is called with an API key, which it reads once in four seconds; Keycloak with the \
        token of an administrator's client; better-auth with the session of Ann, who owns all organisations, \
        which it reads from its database with each call (its cache of sessions is off by default), and with \
        the session of a user to see their organisations and to create one.
        - Group. In better-auth it is a role, of which a member has one; in Keycloak a group of the organisation.
        - Page of members. Ours has the groups of each member, and better-auth's the role; Keycloak's has no groups.
        - Owner. Keycloak has none. Creating an organisation needs a second request there, which adds a member; \
        both count as one call. Ann, a member of all organisations, is not one of Keycloak's, where each \
        organisation has a member of its own instead: with her, a page took 8 to 30 times as long.
        - Invite. Ours also makes the token of the link in the mail, in a further request to DynamoDB. Keycloak always \
        sends a mail, to a server that forgets it, and cannot invite into a group; the other two send none. \
        better-auth first reads the open invitations of the organisation, up to 100.
        - Events. Orgtable writes one in the transaction of each change; Keycloak's are off by default, and \
        better-auth has none.
        - Reads. Keycloak answers many of them from its caches, which the invitations and new organisations \
        of the other kinds of work may empty in part (not measured); Orgtable reads the table for each call, and \
        better-auth its database.
        - Writes. PostgreSQL and Dynoxide wait for the disk with each change.
        """;
  }
}
