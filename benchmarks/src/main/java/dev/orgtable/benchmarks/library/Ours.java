package dev.orgtable.benchmarks.library;

import dev.orgtable.Check;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The operations with this library. */
final class Ours implements Calls {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Orgtable orgtable;

  Ours(DynamoDbClient client) {
    this.orgtable = Orgtable.on(client, People.TABLE);
  }

  @Override
  public Object get() {
    return orgtable.users().get(People.ANN);
  }

  @Override
  public Object check() {
    return orgtable.memberships().check(Check.inGroup(People.ANN, People.ACME, People.STAFF));
  }

  @Override
  public Object checkFromMemory() {
    return orgtable
        .memberships()
        .check(Check.inGroup(People.ANN, People.ACME, People.STAFF), LONGEST);
  }

  @Override
  public Object addToGroups() {
    orgtable.memberships().addToGroups(People.ANN, People.ACME, Set.of(People.MORE));
    return this;
  }

  @Override
  public Object invite() {
    return orgtable.invitations().invite(People.DAN, People.ACME, Set.of(People.STAFF));
  }

  @Override
  public Object details() {
    return orgtable.organisations().details(People.ACME);
  }
}
