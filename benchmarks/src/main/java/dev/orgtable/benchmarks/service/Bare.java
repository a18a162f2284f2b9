package dev.orgtable.benchmarks.service;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Executes actions with the library alone, in a process of its own, with the same DynamoDB requests
 * and cost reports as the server, which reads its API key only once in four seconds. Argument: the
 * endpoint. Reads one run per input line and prints its results.
 */
final class Bare implements Calls {

  static final String WAY = "bare";

  private final Orgtable orgtable;
  private final LongAdder requests = new LongAdder();

  private Bare(DynamoDbClient client) {
    this.orgtable =
        Orgtable.on(
            client,
            Acme.TABLE,
            Settings.DEFAULT.withCosts(request -> requests.add(request.cost().requests())));
  }

  /** Runs until the input ends. */
  public static void main(String[] arguments) throws Exception {
    PrintStream output = Child.output();
    Bare bare = new Bare(Acme.client(Apache5HttpClient.create(), URI.create(arguments[0])));
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    output.println("ready");
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] run = line.split(" ", -1);
      Action action = Action.valueOf(run[0]);
      output.println(
          Load.run(bare, action, Integer.parseInt(run[1]), Integer.parseInt(run[2])).line());
    }
    System.exit(0);
  }

  @Override
  public void call(Action action, int index) {
    OrganisationId organisation = World.organisation(index);
    EmailAddress invitee = World.invitee(WAY, index);
    switch (action) {
      case CHECK ->
          orgtable.memberships().check(Check.member(World.member(index), World.ACME)).member();
      case MEMBERS ->
          orgtable.memberships().list(World.ACME, PageRequest.first(World.PAGE)).items();
      case ORGANISATIONS ->
          orgtable.users().memberships(World.ANN, PageRequest.first(World.PAGE)).items();
      case GROUP ->
          orgtable
              .memberships()
              .addToGroups(World.member(index), World.ACME, Set.of(Group.of(group(WAY, index))));
      case INVITE -> {
        Invitation invitation =
            orgtable.invitations().invite(invitee, organisation, Set.of(Group.of("staff")));
        orgtable.invitations().issueToken(invitation);
        orgtable.invitations().accept(invitee, organisation);
      }
      case CREATE -> orgtable.organisations().create("Made " + index, World.ANN);
    }
  }

  @Override
  public long requests() {
    return requests.sum();
  }

  static String group(String way, int index) {
    return way + index / World.MEMBERS;
  }
}
